/**
 * PDF, read by pdf.js in a thread of its own that ends with the document. No script of a document runs (there is no sandbox for them here), no code
 * is made from text, no form is filled in, no link is followed: pages are pictures with their words beside them.
 */
import {
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
  PDFWorker,
  RenderingCancelledException,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import PdfThread from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker';
import jbig2 from 'pdfjs-dist/wasm/jbig2.wasm?url';
import openjpeg from 'pdfjs-dist/wasm/openjpeg.wasm?url';
import { type PageWords, readPageWords } from './page-words.ts';

export interface Pdf {
  readonly pages: number;
  /** Draws it as wide as asked for, in pixels of the screen. Undefined: another one was asked for meanwhile. */
  draw(page: number, canvas: HTMLCanvasElement, width: number): Promise<DrawnPage | undefined>;
}
export interface DrawnPage extends PageWords {
  /** A picture of it could not be read: the page is not all that its author saw. */
  readonly lacksPicture: boolean;
}

/** For what scanners write, JBIG2 and JPEG 2000: of this origin, and fetched when a page has such a picture. */
const DECODERS: ReadonlyMap<string, string> = new Map([
  ['jbig2.wasm', jbig2],
  ['openjpeg.wasm', openjpeg],
]);
/** pdf.js asks for a class, and for nothing but this of it. */
class Decoders {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const url = DECODERS.get(filename);
    const response = url === undefined ? undefined : await fetch(url);
    if (!response?.ok) throw new Error('no decoder');
    return new Uint8Array(await response.arrayBuffer());
  }
}

/**
 * What one canvas may have: phones refuse more. So may a picture of a page: larger ones are made smaller. If it is not told, pdf.js finds out by making
 * canvases of gigabytes for as long as the browser lets it, ten seconds long, when a damaged picture says that it is without end.
 */
const maxCanvasPixels = 16_000_000;

/** Undefined: it is no PDF, it is broken, or it asks for a password. `ending`: nobody waits any more; one that keeps its thread busy for ever ends. */
export async function loadPdf(blob: Blob, ending: AbortSignal): Promise<Pdf | undefined> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (ending.aborted) return undefined;
  const thread = new PdfThread();
  const worker = PDFWorker.create({ port: thread });
  const task = getDocument({
    data: bytes,
    worker,
    isEvalSupported: false,
    enableXfa: false,
    useWorkerFetch: false,
    WasmFactory: Decoders,
    maxImageSize: 50_000_000,
    canvasMaxAreaInBytes: 4 * maxCanvasPixels,
  });
  const close = () => {
    void task.destroy();
    thread.terminate();
  };
  ending.addEventListener('abort', close, { once: true });
  try {
    return pdfOf(await task.promise);
  } catch {
    // Whatever is wrong with it, it can only be saved.
    close();
    return undefined;
  }
}

function pdfOf(opened: PDFDocumentProxy): Pdf {
  let drawing: { cancel(): void } | undefined;
  let last = 0;
  return {
    pages: opened.numPages,
    async draw(number, canvas, width) {
      last += 1;
      const turn = last;
      drawing?.cancel();
      const page = await opened.getPage(number);
      if (turn !== last) return undefined;
      const natural = page.getViewport({ scale: 1 });
      const wanted = width / natural.width;
      const most = Math.sqrt(maxCanvasPixels / (natural.width * natural.height));
      const viewport = page.getViewport({ scale: Math.min(wanted, most) });
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      const task = page.render({ canvas, viewport });
      drawing = task;
      try {
        await task.promise;
        const words = await readPageWords(page.streamTextContent());
        const drawn = { ...words, lacksPicture: await lacksPicture(page) };
        return turn === last ? drawn : undefined;
      } catch (cause) {
        // Another page is drawn, or the document was closed.
        if (cause instanceof RenderingCancelledException || opened.loadingTask.destroyed) return undefined;
        throw cause;
      }
    },
  };
}

/** A picture without data could not be read; it is left out without a word. */
async function lacksPicture(page: PDFPageProxy): Promise<boolean> {
  const missingOf = (objects: PDFPageProxy['objs']) => [...objects].flatMap(([id, data]) => (data === null ? [id] : []));
  if (missingOf(page.objs).length > 0) return true;
  // What stands on several pages belongs to the document: is it on this one?
  const missing = new Set(missingOf(page.commonObjs));
  if (missing.size === 0) return false;
  const { argsArray } = await page.getOperatorList();
  return argsArray.some((args: unknown) => Array.isArray(args) && args.some((arg) => missing.has(arg)));
}
