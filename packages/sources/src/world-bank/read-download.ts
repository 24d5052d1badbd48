import type { Exchange, Refusal } from "@talent/core/capture/capture";
import { ExpectationUnmet, InvalidRow, LayoutChanged, refusalOf, UnitChanged } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { type CsvRow, type CsvTable, readCsv } from "@talent/readers/csv/read-csv";
import type { Cell } from "@talent/readers/table/cell";
import { findColumns } from "@talent/readers/table/columns";
import { ignored } from "@talent/readers/text/look-up-code";
import { parseDecimal } from "@talent/readers/text/number";
import { quoted } from "@talent/readers/text/plain-text";
import { isZip } from "../file-kind.ts";
import { archivedTable } from "./archive.ts";
import { areaOf } from "./areas.ts";
import { NO_DIMENSIONS, type Series, seriesOfCode, statusesOf } from "./indicators.ts";

/** A byte order mark, the database's name and the day of its update stand above. */
const HEADER_LINE = 5;
const YEAR = /^(19|20)\d{2}$/;
/** The file has had 265 or 266 rows; fewer than this is a piece of it. */
const LEAST_ROWS = 250;

const NAMES = ["Country Name", "Country Code", "Indicator Name", "Indicator Code"] as const;
type ColumnPlaces = Readonly<Record<(typeof NAMES)[number], number>>;
type Years = readonly { readonly year: string; readonly column: number }[];

export type DownloadReading = {
  readonly series: Series;
  readonly observations: readonly ParsedObservation[];
  readonly refusals: readonly Refusal[];
};

/** The table of one series, unpacked or in its archive: a row for each country and group, a column for each year. Throws when it is another file or a piece of one. */
export function readDownload({ body }: Pick<Exchange, "body">): DownloadReading {
  const { bytes, ...file } = isZip(body) ? archivedTable(body) : { bytes: body };
  const table = readCsv(bytes, { headerLine: HEADER_LINE, ...file });
  const years = yearsOf(table.header);
  const places = findColumns(table.header, { read: NAMES, ignore: years.map(({ year }) => year) });
  if (table.rows.length < LEAST_ROWS)
    throw new ExpectationUnmet(`${table.rows.length} rows, and the file has not had fewer than ${LEAST_ROWS}`);
  const series = seriesOfFile(table, places);
  const unnamed = [...table.header.keys()].filter((column) => table.header[column]?.text === "");
  const refusals: Refusal[] = [];
  const observations: ParsedObservation[] = [];
  for (const row of table.rows) {
    refuseOtherRow(row, table.header.length, unnamed, places, series);
    try {
      readRow(row, places, years, series, { observations, refusals });
    } catch (error) {
      refusals.push(refusalOf(error, "value"));
    }
  }
  return { series, observations, refusals };
}

/** Every year's column, each one after the last. The header ends in one without a name, because each line ends in a comma. */
function yearsOf(header: readonly Cell[]): Years {
  const years = header.flatMap((cell, column) => (YEAR.test(cell.text) ? [{ year: cell.text, column }] : []));
  const gap = years.findIndex(({ year }, at) => at > 0 && Number(year) !== Number(years[at - 1]?.year) + 1);
  if (gap >= 0) throw new LayoutChanged(`the year ${years[gap]?.year} does not follow the one before it`, header[years[gap]?.column ?? 0]);
  if (years.length === 0) throw new LayoutChanged("the header has no year", header[0]);
  return years;
}

function seriesOfFile(table: CsvTable, places: ColumnPlaces): Series {
  const cell = table.rows[0]?.at(places["Indicator Code"] + 1);
  const series = seriesOfCode(cell?.text ?? "");
  if (series === undefined) throw new LayoutChanged(`the file is of ${quoted(cell?.text ?? "")}, none of the series we read`, cell);
  return series;
}

function refuseOtherRow(row: CsvRow, width: number, unnamed: readonly number[], places: ColumnPlaces, series: Series): void {
  const { texts, line } = row;
  const [code = "", name = ""] = [texts[places["Indicator Code"]], texts[places["Indicator Name"]]];
  if (texts.length !== width) throw new LayoutChanged(`line ${line} has ${texts.length} cells, the header ${width}`, row.at(1));
  if (code !== series.code)
    throw new LayoutChanged(`line ${line} is of ${quoted(code)}, not of ${series.code}`, row.at(places["Indicator Code"] + 1));
  if (name !== series.name) throw new UnitChanged(`the series is now ${quoted(name)}`, row.at(places["Indicator Name"] + 1));
  const stray = unnamed.find((column) => texts[column] !== "");
  if (stray !== undefined) throw new LayoutChanged(`${quoted(texts[stray] ?? "")} stands in a column without a name`, row.at(stray + 1));
}

type RowSink = { readonly observations: ParsedObservation[]; readonly refusals: Refusal[] };

/** Adds what the row states of each year to what was found; throws where it names no country we know. */
function readRow(row: CsvRow, places: ColumnPlaces, years: Years, series: Series, { observations, refusals }: RowSink): void {
  const [code, name] = [row.at(places["Country Code"] + 1), row.at(places["Country Name"] + 1)];
  if (code === undefined || name === undefined) throw new InvalidRow(`line ${row.line} names no country`, row.at(1));
  const area = areaOf(code, name);
  if (area === ignored) return;
  const { indicator, unit } = series;
  const statuses = statusesOf(series, area);
  for (const { year, column } of years) {
    const cell = row.texts[column] === "" ? undefined : row.at(column + 1);
    const value = cell === undefined ? null : numberOf(cell, refusals);
    if (cell === undefined || value === null) continue;
    const { locator, text: raw } = cell;
    observations.push({ indicator, area, dimensions: NO_DIMENSIONS, period: year, value, unit, status: statuses(year), locator, raw });
  }
}

function numberOf(cell: Cell, refusals: Refusal[]): number | null {
  try {
    return parseDecimal(cell);
  } catch (error) {
    refusals.push(refusalOf(error, "value"));
    return null;
  }
}
