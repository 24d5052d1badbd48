import { crc32, deflateRawSync } from "node:zlib";

/** An entry of an archive made for a test. `packed`, `size` and `flags` let it lie. */
export type MadeEntry = {
  readonly name: string;
  readonly data?: Uint8Array | string;
  readonly packed?: Uint8Array;
  readonly size?: number;
  readonly crc?: number;
  readonly flags?: number;
  readonly method?: number;
};

/** A ZIP archive of these entries, deflated. */
export function zipArchive(entries: readonly MadeEntry[], lies: { readonly count?: number } = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = typeof entry.data === "string" ? Buffer.from(entry.data) : (entry.data ?? new Uint8Array());
    const packed = entry.packed ?? deflateRawSync(data);
    const name = Buffer.from(entry.name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(entry.flags ?? 0, 2);
    facts.writeUInt16LE(entry.method ?? 8, 4);
    facts.writeUInt32LE(entry.crc ?? crc32(data), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(entry.size ?? data.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), facts, tail, name);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), facts, name, packed);
    offset += 4 + facts.length + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(lies.count ?? entries.length, 8);
  end.writeUInt16LE(lies.count ?? entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

export type MadeWorkbook = {
  /** The inside of `sheetData`, by sheet name. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly strings?: readonly string[];
  /** Number formats of the cell styles, in order: a built-in number or a format code. */
  readonly formats?: readonly (number | string)[];
  readonly date1904?: boolean;
  readonly more?: readonly MadeEntry[];
};

const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The entries of an XLSX workbook, so that a test can spoil one before it packs them. */
export function workbookEntries(made: MadeWorkbook): MadeEntry[] {
  const names = Object.keys(made.sheets);
  const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${RELATION}/${type}" Target="${target}"/>`;
  const formats = made.formats ?? [];
  const custom = formats.map((format, index) =>
    typeof format === "string" ? `<numFmt numFmtId="${200 + index}" formatCode="${format.replaceAll('"', "&quot;")}"/>` : "",
  );
  return [
    { name: "_rels/.rels", data: `<Relationships>${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>` },
    {
      name: "xl/workbook.xml",
      data: `<workbook xmlns:r="${RELATION}"><workbookPr date1904="${made.date1904 === true ? 1 : 0}"/><sheets>${names
        .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
        .join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      data: `<Relationships>${names.map((_, index) => relation(`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.xml`)).join("")}${relation("s", "sharedStrings", "sharedStrings.xml")}${relation("f", "styles", "/xl/styles.xml")}</Relationships>`,
    },
    { name: "xl/sharedStrings.xml", data: `<sst>${(made.strings ?? []).map((text) => `<si>${text}</si>`).join("")}</sst>` },
    {
      name: "xl/styles.xml",
      data: `<styleSheet><numFmts>${custom.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats
        .map((format, index) => `<xf numFmtId="${typeof format === "number" ? format : 200 + index}"/>`)
        .join("")}</cellXfs></styleSheet>`,
    },
    ...names.map((name, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      data: `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${made.sheets[name]}</sheetData></worksheet>`,
    })),
    ...(made.more ?? []),
  ];
}

/** An XLSX workbook with these sheets. */
export function workbook(made: MadeWorkbook): Uint8Array {
  return zipArchive(workbookEntries(made));
}
