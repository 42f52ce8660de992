/**
 * Sealed bytes in a bucket that speaks S3. The library is loaded only where one is configured. Parts are sent at 5 MiB or more; what is left of a
 * transfer that broke off waits in the bucket as `<id>.part`, what tus has to know in `<id>.info`.
 */
import { Readable } from 'node:stream';
import { type FileId, isFileId } from '@sanad/model/ids';
import { Upload } from '@tus/server';
import type { Config } from '../config.ts';
import { type FileStore, isMissing } from './file-store.ts';

export type Bucket = NonNullable<Config['bucket']>;

export async function createBucketStore({ name, endpoint, region, accessKey, secretKey }: Bucket): Promise<FileStore> {
  const { S3Store } = await import('@tus/s3-store');
  class Uploads extends S3Store {
    async readRange(file: FileId, from: number, to: number): Promise<Readable | undefined> {
      const found = this.client.getObject({ Bucket: this.bucket, Key: file, Range: `bytes=${from}-${to}` });
      const body: unknown = (await found.catch(ignoreMissing))?.Body;
      return body instanceof Readable ? body : undefined;
    }
    async *list(): AsyncGenerator<{ readonly file: FileId; readonly changedAtMs: number }> {
      for (let from: string | undefined; ; ) {
        const page = await this.client.listObjectsV2({
          Bucket: this.bucket,
          ...(from === undefined ? {} : { ContinuationToken: from }),
        });
        for (const { Key, LastModified } of page.Contents ?? []) {
          const file = Key?.split('.')[0]; // also `.info` and `.part`
          if (isFileId(file)) yield { file, changedAtMs: LastModified?.getTime() ?? 0 };
        }
        from = page.NextContinuationToken;
        if (from === undefined) return;
      }
    }
    /** One by one: of several at once some servers want a digest that the library does not send. */
    async discard(file: FileId): Promise<void> {
      const place = { Bucket: this.bucket, Key: file };
      const { 'upload-id': UploadId } = (await this.getMetadata(file).catch(ignoreMissing)) ?? {};
      // An upload that is complete has no parts to give up.
      if (UploadId !== undefined) await this.client.abortMultipartUpload({ ...place, UploadId }).catch(ignoreMissing);
      for (const Key of [file, this.infoKey(file), this.partKey(file, true)])
        await this.client.deleteObject({ ...place, Key }).catch(ignoreMissing);
      await this.clearCache(file);
    }
  }
  const uploads = new Uploads({
    s3ClientConfig: {
      bucket: name,
      region,
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      // A digest behind the body of a stream is Amazon's own invention: servers of others refuse it, or keep it as if it were content.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    },
  });
  uploads.extensions = [];
  return {
    uploads,
    create: async (file, bytes) => {
      await uploads.create(new Upload({ id: file, size: bytes, offset: 0 }));
    },
    settle: async () => undefined, // what a bucket has acknowledged is kept
    read: (file, from, to) => uploads.readRange(file, from, to),
    remove: (file) => uploads.discard(file),
    list: () => uploads.list(),
    freeBytes: async () => undefined,
  };
}

const missing = ['NoSuchKey', 'NotFound', 'NoSuchUpload'];

function ignoreMissing(error: unknown): undefined {
  const isAway = isMissing(error) || (error instanceof Error && missing.includes(error.name));
  if (!isAway) throw error;
}
