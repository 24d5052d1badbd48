import { LayoutChanged, Unreadable } from "@talent/core/capture/errors";
import { wellFormed } from "../table/cell.ts";
import { quoted } from "../text/plain-text.ts";
import type { Zip } from "../zip/open-zip.ts";
import { isBuiltInDateFormat, isDateFormat } from "./dates.ts";
import { scanXml } from "./scan-xml.ts";

/** What every sheet of a workbook refers to. `dateStyles` says, by style index, whether a cell's number is a date. */
export type WorkbookParts = {
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly strings: readonly string[];
  readonly dateStyles: readonly boolean[];
  readonly date1904: boolean;
};

type Relation = { readonly type: string; readonly path: string };

/** Follows the package's relations (ECMA-376 Part 2) to the worksheets in workbook order, hidden ones included; chart sheets have no cells. */
export function workbookParts(zip: Zip, maxSheets: number): WorkbookParts {
  const workbook = [...relations(zip, "").values()].find((relation) => relation.type === "officeDocument")?.path;
  const bytes = workbook === undefined ? undefined : zip.read(workbook);
  if (workbook === undefined || bytes === undefined) throw new Unreadable("the archive is not an XLSX workbook");
  const related = relations(zip, workbook);
  const listed = listedSheets(bytes);
  if (listed.sheets.length > maxSheets)
    throw new Unreadable(`the workbook has ${listed.sheets.length} sheets, more than the ${maxSheets} we accept`);
  const sheets = listed.sheets.flatMap(({ name, id }) => {
    const relation = related.get(id);
    if (relation === undefined) throw new LayoutChanged(`the sheet ${quoted(name)} is listed but not there`);
    return relation.type === "worksheet" ? [{ name, path: relation.path }] : [];
  });
  const part = (type: string) => [...related.values()].find((relation) => relation.type === type)?.path;
  return {
    sheets,
    date1904: listed.date1904,
    strings: sharedStrings(zip, part("sharedStrings")),
    dateStyles: dateStyles(zip, part("styles")),
  };
}

function relations(zip: Zip, path: string): Map<string, Relation> {
  const slash = path.lastIndexOf("/") + 1;
  const bytes = zip.read(`${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`);
  const found = new Map<string, Relation>();
  if (bytes === undefined) return found;
  scanXml(bytes, "the workbook's list of parts", {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== "Relationship" || Id === undefined || Type === undefined || Target === undefined || TargetMode === "External") return;
      found.set(Id, { type: Type.slice(Type.lastIndexOf("/") + 1), path: resolvePath(path.slice(0, slash), Target) });
    },
  });
  return found;
}

/** A relation's target from the part's folder; one that climbs out of the archive names no entry and is then not there. */
function resolvePath(folder: string, target: string): string {
  const steps = target.startsWith("/") ? [] : folder.split("/").filter((step) => step !== "");
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}

function listedSheets(bytes: Uint8Array) {
  const sheets: { name: string; id: string }[] = [];
  let date1904 = false;
  scanXml(bytes, "the workbook", {
    open(name, attributes) {
      if (name === "workbookPr") date1904 = attributes.date1904 === "1" || attributes.date1904 === "true";
      if (name !== "sheet") return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
      sheets.push({ name: wellFormed(attributes.name ?? ""), id });
    },
  });
  const names = new Set(sheets.map((sheet) => sheet.name.toLowerCase()));
  if (names.size !== sheets.length) throw new LayoutChanged("two sheets of the workbook have one name");
  return { sheets, date1904 };
}

function sharedStrings(zip: Zip, path: string | undefined): readonly string[] {
  const bytes = path === undefined ? undefined : zip.read(path);
  const strings: string[] = [];
  if (bytes === undefined) return strings;
  const item = new RichText();
  scanXml(bytes, "the workbook's text table", {
    open(name) {
      if (name === "si") item.reset();
      else item.open(name);
    },
    text: (text) => item.add(text),
    close(name) {
      if (name === "si") strings.push(item.text());
      else item.close(name);
    },
  });
  return strings;
}

/** Text of an `si` or `is` element: its runs joined, phonetic guides left out, `_x000D_` escapes decoded (ECMA-376 Part 1, 22.4.2.4). */
export class RichText {
  #text = "";
  #inText = false;
  #phonetic = false;

  reset(): void {
    this.#text = "";
    this.#inText = false;
    this.#phonetic = false;
  }

  open(name: string): void {
    if (name === "rPh") this.#phonetic = true;
    if (name === "t") this.#inText = !this.#phonetic;
  }

  add(text: string): void {
    if (this.#inText) this.#text += text;
  }

  close(name: string): void {
    if (name === "rPh") this.#phonetic = false;
    if (name === "t") this.#inText = false;
  }

  text(): string {
    return unescapeOffice(this.#text);
  }
}

/** Office writes characters XML cannot hold as `_xHHHH_`. */
export function unescapeOffice(text: string): string {
  return wellFormed(
    text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text,
  );
}

function dateStyles(zip: Zip, path: string | undefined): readonly boolean[] {
  const bytes = path === undefined ? undefined : zip.read(path);
  const dates: boolean[] = [];
  if (bytes === undefined) return dates;
  const custom = new Map<number, boolean>();
  let inCells = false;
  scanXml(bytes, "the workbook's styles", {
    open(name, { numFmtId, formatCode }) {
      const id = Number(numFmtId ?? 0);
      if (name === "cellXfs") inCells = true;
      if (name === "numFmt") custom.set(id, isDateFormat(formatCode ?? ""));
      if (name === "xf" && inCells) dates.push(custom.get(id) ?? isBuiltInDateFormat(id));
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return dates;
}
