import type { CauseCode } from "../../encoding/codes.ts";
import type { AppendContext } from "./append-context.ts";
import type { BatchRow } from "./batch.ts";
import { binaryCopy, type Cell, type CellType, type CopyColumn } from "./binary-copy.ts";
import type { InternedIds } from "./intern.ts";

/** A row ready to be staged: a batch row with the vintage it is to be written at, and its cause where that is decided already. */
export type StagedRow = BatchRow & { readonly cause?: CauseCode };

type Column = {
  readonly name: string;
  readonly type: CellType;
  readonly of: (row: StagedRow, ids: InternedIds) => Cell;
  readonly rule?: string;
};

const PLAIN_COLUMNS: readonly Column[] = [
  { name: "vintage", type: "timestamptz(3)", of: (row) => row.vintage.getTime(), rule: "NOT NULL" },
  { name: "value", type: "double precision", of: (row) => row.observation.value },
  { name: "series_id", type: "integer", of: (row, ids) => ids.series[row.series], rule: "NOT NULL" },
  { name: "period_id", type: "integer", of: (row, ids) => ids.periods[row.period], rule: "NOT NULL" },
  { name: "locator_id", type: "integer", of: (row, ids) => ids.locators[row.locator] },
  { name: "row_no", type: "integer", of: (row) => row.row },
  { name: "col_no", type: "integer", of: (row) => row.col },
  { name: "status", type: "char(1)", of: (row) => row.observation.status, rule: "NOT NULL" },
];

const OTHER_COLUMNS: readonly Column[] = [
  { name: "cause", type: "char(1)", of: (row) => row.cause },
  { name: "bound", type: "char(1)", of: (row) => row.observation.bound?.[0] },
  { name: "back_dated", type: "boolean", of: (row) => row.observation.knownFrom?.backDated ?? false, rule: "NOT NULL DEFAULT false" },
  { name: "published_on", type: "date", of: (row) => dateMs(row.observation.publishedOn) },
  { name: "citation_id", type: "integer", of: (row, ids) => (row.citation === null ? null : ids.citations[row.citation]) },
  { name: "low", type: "double precision", of: (row) => row.observation.low },
  { name: "high", type: "double precision", of: (row) => row.observation.high },
  { name: "n", type: "double precision", of: (row) => row.observation.n },
  { name: "raw", type: "text", of: (row) => row.raw },
];

const COLUMNS = [...PLAIN_COLUMNS, ...OTHER_COLUMNS];
const CREATE_STAGE = `CREATE TEMP TABLE stage (${COLUMNS.map(({ name, type, rule }) => `${name} ${type} ${rule ?? ""}`).join(", ")}) ON COMMIT DROP`;

/** Copies rows into a temporary table of this transaction. No row of it is public. */
export async function stageRows({ connection, ids }: AppendContext, rows: readonly StagedRow[]): Promise<void> {
  await connection.query(CREATE_STAGE);
  await binaryCopy(connection, "stage", withIds(columnsFor(rows), ids), rows);
}

/** Copies rows straight among the versions, as new periods. Right only where nothing is known of their indicators. */
export async function copyVersions({ connection, ids, appendId }: AppendContext, rows: readonly BatchRow[]): Promise<void> {
  const fixed: CopyColumn<StagedRow>[] = [
    { name: "append_id", type: "integer", of: () => appendId },
    { name: "cause", type: "char(1)", of: () => "n" },
    { name: "back_dated", type: "boolean", of: () => false },
  ];
  const own = columnsFor(rows).filter(({ name }) => fixed.every((column) => column.name !== name));
  await binaryCopy(connection, "observations", [...withIds(own, ids), ...fixed], rows);
}

/** Most documents print a value and nothing else; then nothing else is sent. */
function columnsFor(rows: readonly StagedRow[]): readonly Column[] {
  return rows.every(isPlain) ? PLAIN_COLUMNS : COLUMNS;
}

function isPlain({ observation: o, cause, raw }: StagedRow): boolean {
  const exact = o.low === undefined && o.high === undefined && o.n === undefined && o.bound === undefined;
  return (
    exact && raw === null && cause === undefined && o.publishedOn === undefined && o.citation === undefined && o.knownFrom === undefined
  );
}

function withIds(columns: readonly Column[], ids: InternedIds): CopyColumn<StagedRow>[] {
  return columns.map(({ name, type, of }) => ({ name, type, of: (row) => of(row, ids) }));
}

function dateMs(isoDate: string | undefined): number | null {
  return isoDate === undefined ? null : Date.parse(isoDate);
}
