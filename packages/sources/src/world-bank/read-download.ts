import type { Exchange, Refusal } from "@talent/core/capture";
import { ExpectationUnmet, InvalidRow, LayoutChanged, refusalOf, UnitChanged } from "@talent/core/errors";
import type { ParsedObservation } from "@talent/core/observation";
import type { Cell } from "@talent/readers/cell";
import { type CsvRow, type CsvTable, readCsv } from "@talent/readers/csv";
import { ignored } from "@talent/readers/known";
import { decimal } from "@talent/readers/number";
import { quoted } from "@talent/readers/plain-text";
import { columns } from "@talent/readers/table";
import { areaOf } from "./areas.ts";
import { type Series, seriesOfCode, statusOf } from "./indicators.ts";

/** A byte order mark, the database's name and the day of its update stand above. */
const HEADER_LINE = 5;
const YEAR = /^(19|20)\d{2}$/;
/** The file has had 265 or 266 rows; fewer than this is a piece of it. */
const LEAST_ROWS = 250;

const NAMES = ["Country Name", "Country Code", "Indicator Name", "Indicator Code"] as const;
type Places = Readonly<Record<(typeof NAMES)[number], number>>;
type Years = readonly { readonly year: string; readonly column: number }[];

export type Download = {
  readonly series: Series;
  readonly observations: readonly ParsedObservation[];
  readonly refusals: readonly Refusal[];
};

/** The unpacked download of one series: a row for each country and group, a column for each year. Throws when it is another file or a piece of one. */
export function readDownload(exchange: Exchange): Download {
  const table = readCsv(exchange.body, { headerLine: HEADER_LINE });
  const years = yearsOf(table.header);
  const places = columns(table.header, { read: NAMES, ignore: years.map(({ year }) => year) });
  if (table.rows.length < LEAST_ROWS)
    throw new ExpectationUnmet(`${table.rows.length} rows, and the file has not had fewer than ${LEAST_ROWS}`);
  const series = seriesOfFile(table, places);
  const refusals: Refusal[] = [];
  const observations = table.rows.flatMap((row) => {
    refuseOtherRow(row, table, places, series);
    return readRow(row, places, years, series, refusals);
  });
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

function seriesOfFile(table: CsvTable, places: Places): Series {
  const cell = table.rows[0]?.cells[places["Indicator Code"]];
  const series = seriesOfCode(cell?.text ?? "");
  if (series === undefined) throw new LayoutChanged(`the file is of ${quoted(cell?.text ?? "")}, none of the series we read`, cell);
  return series;
}

function refuseOtherRow(row: CsvRow, { header }: CsvTable, places: Places, series: Series): void {
  const [code, name] = [row.cells[places["Indicator Code"]], row.cells[places["Indicator Name"]]];
  if (row.cells.length !== header.length)
    throw new LayoutChanged(`line ${row.line} has ${row.cells.length} cells, the header ${header.length}`, row.cells[0]);
  if (code?.text !== series.code)
    throw new LayoutChanged(`line ${row.line} is of ${quoted(code?.text ?? "")}, not of ${series.code}`, code);
  if (name?.text !== series.name) throw new UnitChanged(`the series is now ${quoted(name?.text ?? "")}`, name);
  const stray = row.cells.find((cell, at) => cell.text !== "" && header[at]?.text === "");
  if (stray !== undefined) throw new LayoutChanged(`${quoted(stray.text)} stands in a column without a name`, stray);
}

function readRow(row: CsvRow, places: Places, years: Years, series: Series, refusals: Refusal[]): ParsedObservation[] {
  try {
    const [code, name] = [row.cells[places["Country Code"]], row.cells[places["Country Name"]]];
    if (code === undefined || name === undefined) throw new InvalidRow(`line ${row.line} names no country`, row.cells[0]);
    const area = areaOf(code, name);
    if (area === ignored) return [];
    return years.flatMap(({ year, column }) => {
      const cell = row.cells[column];
      if (cell === undefined || cell.text === "") return [];
      const value = numberOf(cell, refusals);
      if (value === null) return [];
      const { locator, text: raw } = cell;
      const key = { indicator: series.indicator, area, dimensions: {}, period: year };
      return { ...key, value, unit: series.unit, status: statusOf(series, area, year), locator, raw };
    });
  } catch (error) {
    refusals.push(refusalOf(error, "value"));
    return [];
  }
}

function numberOf(cell: Cell, refusals: Refusal[]): number | null {
  try {
    return decimal(cell);
  } catch (error) {
    refusals.push(refusalOf(error, "value"));
    return null;
  }
}
