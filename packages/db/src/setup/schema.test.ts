import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";

const SCHEMA = readFileSync(new URL("../../../../prisma/schema.prisma", import.meta.url), "utf8");

const SCALARS: Readonly<Record<string, string>> = {
  String: "text",
  Int: "integer",
  BigInt: "bigint",
  Float: "double precision",
  Boolean: "boolean",
  Json: "jsonb",
  Bytes: "bytea",
};
const NATIVE: Readonly<Record<string, string>> = {
  "@db.Timestamptz(3)": "timestamp(3) with time zone",
  "@db.Date": "date",
  "@db.Char(1)": "character(1)",
  "@db.Uuid": "uuid",
  "@db.SmallInt": "smallint",
};

/** `table.column type [not] null` for every column the Prisma schema names. */
function columnsOfSchema(): string[] {
  return [...SCHEMA.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)].flatMap(([, body = ""]) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
    return body.split("\n").flatMap((line) => {
      const [, field = "", type = "", mark = "", rest = ""] = /^ {2}(\w+)\s+(\w+)(\[\]|\?)?(.*)$/.exec(line) ?? [];
      const native = Object.keys(NATIVE).find((name) => rest.includes(name));
      const plain = native === undefined ? SCALARS[type] : NATIVE[native];
      if (field === "" || plain === undefined) return [];
      const column = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field;
      return [`${table}.${column} ${plain}${mark === "[]" ? "[]" : ""} ${mark === "?" ? "null" : "not null"}`];
    });
  });
}

describe("the Prisma schema", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  it("names exactly the columns that the migrations make, with their types", async () => {
    const { rows } = await test.db.pool.query<{ line: string }>(
      `SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE ' null' END AS line
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations' AND a.attnum > 0 AND NOT a.attisdropped`,
    );
    expect(columnsOfSchema().length).toBeGreaterThan(150);
    expect(rows.map((row) => row.line).sort()).toEqual(columnsOfSchema().sort());
  });

  it("names the primary key of every table", async () => {
    const { rows } = await test.db.pool.query<{ table: string; key: string[] }>(
      `SELECT c.conrelid::regclass::text AS table, array_agg(a.attname::text ORDER BY array_position(c.conkey, a.attnum)) AS key
       FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
       WHERE c.contype = 'p' AND c.connamespace = 'public'::regnamespace AND c.conrelid::regclass::text <> '_prisma_migrations' GROUP BY c.conrelid`,
    );
    const keys = [...SCHEMA.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)].map(([, body = ""]) => {
      const named = (field: string) => new RegExp(`^ {2}${field}\\s.*@map\\("(\\w+)"\\)`, "m").exec(body)?.[1] ?? field;
      const fields = /@@id\(\[(.*)\]\)/.exec(body)?.[1]?.split(", ") ?? [/^ {2}(\w+)\s.*@id\b/m.exec(body)?.[1] ?? ""];
      return `${/@@map\("(\w+)"\)/.exec(body)?.[1]}: ${fields.map(named).join(", ")}`;
    });
    expect(rows.map((row) => `${row.table}: ${row.key.join(", ")}`).sort()).toEqual(keys.sort());
  });

  it("lets the client write and read through it", async () => {
    const { prisma } = test.db;
    await prisma.publisher.create({ data: { name: "Example", url: "https://example.org", country: "USA" } });
    expect(await prisma.publisher.findMany()).toMatchObject([{ name: "Example", country: "USA" }]);
    for (const read of [prisma.observation, prisma.change, prisma.parse, prisma.slot, prisma.snapshot]) {
      expect(await (read as typeof prisma.change).findMany()).toEqual([]);
    }
  });
});
