/**
 * What a joined device asks on its socket (LOG-2, LOG-3, MARK-1, WIRE-6): each frame is answered by its `ref`. Ordinary refusals are answers; a
 * frame under another name is a violation and ends the socket.
 */
import type { UserId } from '@sanad/model/ids';
import { answerInput } from '@sanad/model/wire/alarm';
import { parseChunk } from '@sanad/model/wire/chunk';
import type { DownMessage } from '@sanad/model/wire/down';
import { CLOSE_CODES, type ErrorCode } from '@sanad/model/wire/error-code';
import type { UpFrame } from '@sanad/model/wire/up';
import { sha256, verifySignature } from '../devices/signature.ts';
import type { AppendQueue } from './append-queue.ts';
import type { AppendOutcome, AppendRequest } from './append-types.ts';
import { encodeFrame } from './frame.ts';
import type { ProvedDevice } from './handshake.ts';
import type { Intake } from './intake.ts';
import type { CloseCode, Live } from './live.ts';
import type { MarkQueue } from './mark-queue.ts';
import type { MemberCache } from './member-cache.ts';

export interface DeviceSessionDeps {
  readonly appends: AppendQueue;
  readonly marks: MarkQueue;
  readonly members: MemberCache;
  readonly live: Live;
  readonly nowMs: () => number;
  readonly onError: (error: unknown) => void;
}
type AppendFrame = Extract<UpFrame, { type: 'append' }>;

/** Handles frames in order of arrival; returns a close code on a violation. */
export function createDeviceSession(
  deps: DeviceSessionDeps,
  user: UserId,
  { device, deviceKey, verifyKey }: ProvedDevice,
  intake: Intake,
  reply: (bytes: Uint8Array) => void,
): (frame: UpFrame) => CloseCode | undefined {
  const answer = (message: DownMessage): void => reply(encodeFrame(message));
  // Signatures are verified side by side, appends are queued in the order they came.
  let order: Promise<void> = Promise.resolve();

  const append = (frame: AppendFrame): void => {
    const { ref, space, log } = frame;
    const checked = check(frame);
    if (checked.type === 'refused') {
      answer({ type: 'refused', ref, code: checked.code });
      return;
    }
    const { request } = checked;
    const bytes = request.bytes.length;
    intake.begin(bytes);
    const verified = verifySignature(verifyKey, request.chunk.signedBytes, request.chunk.signature);
    const answered = verifyAnswers(frame);
    order = order
      .then(async () => {
        const [isSigned, forged] = await Promise.all([verified, answered]);
        const code = isSigned ? forged : 'chunk/signature';
        const outcome: Promise<AppendOutcome> =
          code === undefined ? deps.appends.append({ ...request, space, log }) : Promise.resolve({ type: 'refused', code });
        // Not awaited here: the next append of this device may join the same batch.
        outcome.then((result) => {
          intake.end(bytes);
          answer(toAnswer(ref, frame, result));
        }, deps.onError);
      })
      .catch((error: unknown) => {
        intake.end(bytes);
        deps.onError(error);
        answer({ type: 'refused', ref, code: 'server/defect' });
      });
  };

  /** ALARM-6: an answer is signed by the device that brings it. Each counts like a frame: verifying is what it costs. */
  const verifyAnswers = async ({ notices = [] }: AppendFrame): Promise<ErrorCode | undefined> => {
    const answers = notices.flatMap((notice) => (notice.kind === 'answer' ? [notice.answer] : []));
    for (const { user: by, device: from, sig, ...said } of answers) {
      intake.count();
      const isHers = by === user && from === device;
      if (!isHers || !(await verifySignature(verifyKey, answerInput({ user, device, ...said }), sig))) return 'alarm/signature';
    }
    return undefined;
  };

  const check = (
    frame: AppendFrame,
  ): { readonly type: 'refused'; readonly code: ErrorCode } | { readonly type: 'ok'; readonly request: AppendRequest } => {
    const parsed = parseChunk(frame.chunk);
    if (!parsed.ok) return { type: 'refused', code: chunkCode(parsed.error.type) };
    const chunk = parsed.value;
    if (chunk.kind !== 'changes' || chunk.logId !== frame.log || chunk.n < 1) return { type: 'refused', code: 'chunk/malformed' };
    if (chunk.device !== device) return { type: 'refused', code: 'chunk/device' };
    const { space, log, notices, files } = frame;
    const hash = sha256(frame.chunk);
    return { type: 'ok', request: { space, log, user, device, deviceKey, chunk, bytes: frame.chunk, hash, notices, files } };
  };

  return (frame) => {
    if (frame.senderId !== device) return CLOSE_CODES.forbidden;
    switch (frame.type) {
      case 'append':
        append(frame);
        return undefined;
      case 'mark':
        deps.marks.set({ space: frame.space, user, device, mark: frame.mark }).then((code) => {
          answer(code === undefined ? { type: 'mark-set', ref: frame.ref } : { type: 'refused', ref: frame.ref, code });
        }, deps.onError);
        return undefined;
      case 'ephemeral':
        deps.members.membersOf(frame.space).then((members) => {
          if (members.has(user)) deps.live.ephemeral({ space: frame.space, device, to: frame.to, data: frame.data });
        }, deps.onError);
        return undefined;
      case 'ping':
        answer({ type: 'pong', ref: frame.ref, serverTimeMs: deps.nowMs() });
        return undefined;
      case 'join':
        return undefined; // a stock adapter may repeat itself
      case 'prove':
        return CLOSE_CODES.malformed;
    }
  };
}

function chunkCode(type: 'too-large' | 'truncated' | 'version' | 'malformed'): ErrorCode {
  if (type === 'too-large') return 'request/too-large';
  return type === 'version' ? 'request/version' : 'chunk/malformed';
}

function toAnswer(ref: number, { log }: AppendFrame, outcome: AppendOutcome): DownMessage {
  switch (outcome.type) {
    case 'appended':
      return { type: 'appended', ref, log, seq: outcome.seq, head: outcome.head };
    case 'conflict':
      return { ...outcome, ref, log };
    case 'refused':
      return { ...outcome, ref };
  }
}
