import { RefusalError, Unreadable } from "@talent/core/capture/errors";
import type { getDocument } from "unpdf/pdfjs";
import { withinBytes } from "../text/decode.ts";
import { quoted } from "../text/plain-text.ts";
import { type PdfLine, type PdfRun, pdfLines } from "./lines.ts";

/** A page's lines, top to bottom. `page` counts from 1. */
export type PdfPage = { readonly page: number; readonly lines: readonly PdfLine[] };

/** `pages` are those that were requested, in order; `pageCount` is how many the document has. */
export type PdfDocument = { readonly pageCount: number; readonly pages: readonly PdfPage[] };

export type PdfLimits = { readonly maxBytes?: number; readonly maxPages?: number; readonly maxCharacters?: number };

export type PdfOptions = PdfLimits & {
  /** Read only these pages. Default: all. */
  readonly only?: ReadonlySet<number>;
};

/** Nothing is drawn, run, looked up on the machine or fetched, and errors stop the reading. */
const TEXT_ONLY = {
  disableFontFace: true,
  enableXfa: false,
  isImageDecoderSupported: false,
  isOffscreenCanvasSupported: false,
  stopAtErrors: true,
  useSystemFonts: false,
  useWasm: false,
  useWorkerFetch: false,
  verbosity: 0,
} as const;

/** How far from the end the end mark may stand (ISO 32000-1, annex H). */
const TAIL_BYTES = 1024;

/**
 * Reads the text of a PDF (ISO 32000) as lines of cells: runs on one baseline are a line, runs closer than a column gap are a cell.
 * Throws `Unreadable` for what is not a PDF, cut short, encrypted (with or without a password), past a limit, or of no structure.
 * A page of images gives no lines, and so does one whose own stream is damaged: hold the printed page numbers and totals against it.
 * Takes seconds of the one thread: for hostile bytes call it in a sandboxed child.
 */
export async function readPdf(bytes: Uint8Array, options: PdfOptions = {}): Promise<PdfDocument> {
  const { maxBytes = 64 * 1024 * 1024, maxPages = 1000, maxCharacters = 5_000_000, only } = options;
  withinBytes(bytes, maxBytes, "PDF");
  refuseNonPdf(bytes);
  // Loaded when it is needed, because few documents are PDFs and it is large; it keeps the bytes it is given, hence the copy.
  const pdfjs = await import("unpdf/pdfjs");
  const outside = refuseFileLoads();
  const task = pdfjs.getDocument({ ...TEXT_ONLY, data: new Uint8Array(bytes), BinaryDataFactory: outside.Factory });
  try {
    const document: LoadedPdf = await task.promise;
    if (document.numPages > maxPages) throw new Unreadable(`the PDF has ${document.numPages} pages, more than the ${maxPages} we accept`);
    if (await isEncrypted(document)) throw new Unreadable("the PDF is encrypted");
    const budget = { characters: maxCharacters };
    const pages: PdfPage[] = [];
    for (let page = 1; page <= document.numPages; page++) {
      if (only === undefined || only.has(page)) pages.push({ page, lines: pdfLines(page, await runsOf(document, page, budget)) });
      outside.refuseLacking();
    }
    return { pageCount: document.numPages, pages };
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await task.destroy();
  }
}

/** True for bytes that begin as a PDF does; readers accept the mark anywhere in the first kilobyte. */
export function isPdf(bytes: Uint8Array): boolean {
  return latin1(bytes.subarray(0, TAIL_BYTES)).includes("%PDF-");
}

/**
 * Stands where the reader would load files of its own. Outlines of the standard fonts are not needed for text; a character table is,
 * and text in it would be lost without a word.
 */
function refuseFileLoads(): { readonly Factory: new () => object; readonly refuseLacking: () => void } {
  const lacking = new Set<string>();
  class Factory {
    async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<never> {
      if (kind === "cMapUrl") lacking.add(filename);
      throw new Error("no files are loaded");
    }
  }
  const refuseLacking = (): void => {
    if (lacking.size > 0) throw new Unreadable(`the PDF needs character tables we do not carry: ${quoted([...lacking].join(", "))}`);
  };
  return { Factory, refuseLacking };
}

type LoadedPdf = Awaited<ReturnType<typeof getDocument>["promise"]>;

function refuseNonPdf(bytes: Uint8Array): void {
  if (!isPdf(bytes)) throw new Unreadable("the document is not a PDF");
  if (!latin1(bytes.subarray(-TAIL_BYTES)).includes("%%EOF")) throw new Unreadable("the PDF is cut short: its end mark is missing");
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

async function isEncrypted(document: LoadedPdf): Promise<boolean> {
  const { info } = (await document.getMetadata()) as { readonly info: { readonly EncryptFilterName?: string | null } };
  return (info.EncryptFilterName ?? null) !== null;
}

/** Runs come in chunks, so that a page that never ends is left at the limit and not after it. */
async function runsOf(document: LoadedPdf, number: number, budget: { characters: number }): Promise<PdfRun[]> {
  const page = await document.getPage(number);
  const shown: Matrix = page.getViewport({ scale: 1 / page.userUnit }).transform;
  const reader = page.streamTextContent().getReader();
  const runs: PdfRun[] = [];
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    for (const item of chunk.value.items as readonly TextItem[]) {
      budget.characters -= item.str.length;
      if (item.str !== "" && item.str !== " ") runs.push(runOf(item, shown));
    }
    if (budget.characters < 0)
      throw new Unreadable("the PDF holds more text than we accept", { kind: "pdf", page: number, line: 1, column: 1 });
  }
  page.cleanup();
  return runs;
}

type Matrix = readonly number[];
type TextItem = { readonly str: string; readonly transform: Matrix; readonly width: number };

function runOf({ str, transform, width }: TextItem, shown: Matrix): PdfRun {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = shown;
  const [along = 0, across = 0, skew = 0, up = 0, x = 0, y = 0] = transform;
  const [right, down] = [a * along + c * across, b * along + d * across];
  return {
    text: str,
    left: a * x + c * y + e,
    baseline: b * x + d * y + f,
    width,
    size: Math.hypot(skew, up),
    turned: !(right > 0 && Math.abs(down) < right / 100),
  };
}

function asRefusal(error: unknown): unknown {
  if (error instanceof RefusalError) return error;
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  if (name === "PasswordException") return new Unreadable("the PDF is encrypted");
  return new Unreadable(`the PDF cannot be read: ${quoted(message)}`);
}
