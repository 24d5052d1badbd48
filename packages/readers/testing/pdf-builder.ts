import { createHash } from "node:crypto";

/** A text to be drawn, its left end and baseline in points from the lower left corner. `turned`: written upwards. */
export type DrawnText = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly turned?: boolean;
};

/** A page of 612 by 792 points. `operators` come after the texts, as they are. */
export type MadePage = { readonly texts: readonly DrawnText[]; readonly rotate?: number; readonly operators?: string };

/** `encrypted`: for a reader without a password, or for one who has it. */
export type PdfBuildOptions = { readonly encrypted?: "open" | "locked" };

const FIRST_PAGE = 4;

/** A PDF of these pages in Helvetica, byte for byte the same each time. */
export function pdfOf(pages: readonly MadePage[], making: PdfBuildOptions = {}): Uint8Array {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, at) => `${FIRST_PAGE + 2 * at} 0 R`).join(" ")}]>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ...pages.flatMap((page, at) => [pageObject(page, FIRST_PAGE + 2 * at + 1), contentObject(page)]),
  ];
  const encryption = making.encrypted === undefined ? [] : [encryptionObject(making.encrypted)];
  return pdfFile([...objects, ...encryption], encryption.length === 0 ? "" : `/Encrypt ${objects.length + 1} 0 R/ID[<00><00>]`);
}

function pageObject({ rotate = 0 }: MadePage, content: number): string {
  return `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Rotate ${rotate}/Resources<</Font<</F 3 0 R>>>>/Contents ${content} 0 R>>`;
}

function contentObject({ texts, operators = "" }: MadePage): string {
  const drawn = texts.map(({ text, x, y, size = 11, turned = false }) => {
    const matrix = turned ? `0 1 -1 0 ${x} ${y}` : `1 0 0 1 ${x} ${y}`;
    return `BT /F ${size} Tf ${matrix} Tm (${text.replace(/[\\()]/g, "\\$&")}) Tj ET`;
  });
  const stream = [...drawn, operators].join("\n");
  return `<</Length ${Buffer.byteLength(stream, "latin1")}>>\nstream\n${stream}\nendstream`;
}

/** Objects numbered from 1, their table and the trailer (ISO 32000-1, 7.5). */
function pdfFile(objects: readonly string[], trailer: string): Uint8Array {
  let text = "%PDF-1.4\n";
  const offsets: number[] = [];
  for (const [at, object] of objects.entries()) {
    offsets.push(text.length);
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + end, "latin1");
}

const PADDING = Buffer.from("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a", "hex");
const MAY_ALL = Buffer.from([0xfc, 0xff, 0xff, 0xff]);

/** The standard handler's dictionary (7.6.3, revision 2) for an empty password, or for an unknown one. */
function encryptionObject(way: "open" | "locked"): string {
  const owner = rc4(md5(PADDING), PADDING);
  const user = rc4(md5(Buffer.concat([PADDING, owner, MAY_ALL, Buffer.from([0])])), PADDING);
  const entry = way === "open" ? user : Buffer.alloc(32);
  return `<</Filter/Standard/V 1/R 2/P -4/O<${owner.toString("hex")}>/U<${entry.toString("hex")}>>>`;
}

function md5(bytes: Uint8Array): Buffer {
  return createHash("md5").update(bytes).digest().subarray(0, 5);
}

function rc4(key: Uint8Array, bytes: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, at) => at);
  const swap = (a: number, b: number): number => {
    const [first = 0, second = 0] = [state[a], state[b]];
    state[a] = second;
    state[b] = first;
    return state[(first + second) & 255] ?? 0;
  };
  for (let at = 0, other = 0; at < 256; at++) {
    other = (other + (state[at] ?? 0) + (key[at % key.length] ?? 0)) & 255;
    swap(at, other);
  }
  let other = 0;
  return Buffer.from(
    bytes.map((byte, at) => {
      const place = (at + 1) & 255;
      other = (other + (state[place] ?? 0)) & 255;
      return byte ^ swap(place, other);
    }),
  );
}
