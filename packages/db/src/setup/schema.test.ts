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

/**
 * Without a foreign key: interned rows and notices refuse deletion, and are written in the transaction that has just found their ids, so that the check
 * would only cost time.
 */
const UNCHECKED_RELATIONS = [
  "appends.newest_period_id -> periods",
  "changes.source_id -> sources",
  "cited_observations.period_id -> periods",
  "cited_observations.series_id -> series",
  "deliveries.subscriber_id -> subscribers",
  "deliveries.subscription_id -> subscriptions",
  "deliveries.transition_id -> alert_transitions",
  "observations.append_id -> appends",
  "observations.citation_id -> citations",
  "observations.locator_id -> locators",
  "observations.period_id -> periods",
  "observations.series_id -> series",
  "series.source_id -> sources",
];

/** `table.column -> table` for every relation that the Prisma schema declares. */
function relationsOfSchema(): string[] {
  const models = [...SCHEMA.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  const tables = new Map(models.map(([, name = "", body = ""]) => [name, /@@map\("(\w+)"\)/.exec(body)?.[1]]));
  return models.flatMap(([, name = "", body = ""]) =>
    [...body.matchAll(/^ {2}\w+\s+(\w+)\??\s+@relation\(.*fields: \[(\w+)\]/gm)].map(([, other = "", field = ""]) => {
      const column = new RegExp(`^ {2}${field}\\s.*@map\\("(\\w+)"\\)`, "m").exec(body)?.[1] ?? field;
      return `${tables.get(name)}.${column} -> ${tables.get(other)}`;
    }),
  );
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

  it("declares a relation for every foreign key, and for each id of another table that has none on purpose", async () => {
    const { rows } = await test.db.pool.query<{ line: string }>(
      `SELECT c.conrelid::regclass || '.' || a.attname || ' -> ' || c.confrelid::regclass AS line
       FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
       WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`,
    );
    expect(relationsOfSchema().sort()).toEqual([...rows.map((row) => row.line), ...UNCHECKED_RELATIONS].sort());
  });

  it("gives every id of another table a relation: nothing else ends in _id", async () => {
    const ids = columnsOfSchema().flatMap((line) => /^\w+\.\w+_id(?= )/.exec(line) ?? []);
    expect(ids.sort()).toEqual(
      relationsOfSchema()
        .map((line) => line.split(" ")[0])
        .sort(),
    );
  });

  it("has no column with a meaningless name", async () => {
    const { rows } = await test.db.pool.query(
      `SELECT table_name, column_name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name IN ('at', 'of', 'what', 'why', 'who', 'how', 'when')`,
    );
    expect(rows).toEqual([]);
  });

  it("finds by an index what retracts a notice", async () => {
    const { rows } = await test.db.pool.query(
      `SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index WHERE indrelid = 'alert_transitions'::regclass AND indpred IS NOT NULL`,
    );
    expect(rows).toEqual([{ definition: expect.stringContaining("(retracts_id) WHERE (retracts_id IS NOT NULL)") }]);
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
