import { numberWords } from "@talent/core/text/format";
import type { Period } from "@talent/core/time/period";
import { type Html, html } from "../../components/html.ts";
import { tableHtml } from "../../components/table.tsx";
import { type Carried, href } from "../../request/href.ts";
import { capitalize } from "../../words/code-words.ts";
import { STATUS_WORDS } from "../../words/observation-words.ts";
import { typeset } from "../../words/text.ts";
import type { Step, View } from "../pick/views.ts";
import { changeWords } from "./change-words.ts";
import type { Compared } from "./compare.ts";
import type { ViewedSeries } from "./plotted.ts";
import type { ObservationVersion, PeriodPoint } from "./points.ts";

/** The box of a table of numbers: as wide as they are, each on one line. */
export const SERIES_TABLE = "series-table w-fit min-w-[min(100%,34rem)] whitespace-nowrap";

type TableInput = { readonly seen: readonly ViewedSeries[]; readonly view: View; readonly step: Step; readonly carried: Carried };

/** Every period of every picked series, newest first; each number leads to the bytes it was read from. */
export function seriesTable({ seen, ...rest }: TableInput): Html {
  const columns = seen.map((one) => ({ ...one, points: new Map(one.series.points.map((point) => [point.period.id, point])) }));
  const rows = periodsOf(seen).map(
    (period) =>
      html`<tr><th scope="row">${period.id}</th>${columns.map((column) => html`<td>${cellHtml(column.points.get(period.id), column, rest)}</td>`)}</tr>`,
  );
  return tableHtml(["Period", ...seen.map((one) => capitalize(one.series.name))], rows, SERIES_TABLE);
}

/** All periods of these series, the newest first. */
export function periodsOf(seen: readonly ViewedSeries[]): Period[] {
  const periods = new Map(seen.flatMap(({ series }) => series.points.map(({ period }) => [period.id, period] as const)));
  return [...periods.values()].sort((a, b) => b.start.localeCompare(a.start) || b.id.localeCompare(a.id));
}

type TableContext = Omit<TableInput, "seen">;

function cellHtml(point: PeriodPoint | undefined, { series, compared }: ViewedSeries, rest: TableContext): Html | string {
  if (!point) return html`<span class="absent">no number</span>`;
  const { stated, versions, period } = point;
  const notes = [
    ...(stated.status === "A" ? [] : [STATUS_WORDS[stated.status] ?? stated.status]),
    ...(series.filling.has(period.id) ? ["still being filled in"] : []),
    ...(versions > 1 ? [`${versions} versions`] : []),
  ];
  const seen = compared?.get(period.id);
  const shown = seen ? comparedCellHtml(seen, rest) : html`${evidenceLink(stated, rest.carried)}${intervalHtml(stated)}`;
  return html`${shown}${notes.map((note) => html` <span class="cell-note">${note}</span>`)}`;
}

function comparedCellHtml(compared: Compared, { view, step, carried }: TableContext): Html {
  const { stated, against, value, why } = compared;
  if (value === null) return html`<span class="absent">${why}</span><span class="cell-under">${evidenceLink(stated, carried)}</span>`;
  const words = view === "yoy" ? changeWords(value, step) : typeset(numberWords(Number(value.toFixed(1))));
  return html`<strong>${words}</strong><span class="cell-under">${evidenceLink(stated, carried)} from ${evidenceLink(against, carried)}</span>`;
}

/** A number as a link to its evidence; withheld, withdrawn and bounds in words. */
export function evidenceLink(stated: ObservationVersion, carried: Carried): Html {
  return html`<a href="${href(`/evidence/${stated.id}`, carried)}">${bareValue(stated)}</a>`;
}

type BareNumber = {
  readonly value: number | null;
  readonly unit: string;
  readonly bound?: "lower" | "upper" | null | undefined;
  readonly withheld?: string | undefined;
};

/** A stated number without its unit, which stands in the heading. */
export function bareValue({ value, bound, withheld, unit }: BareNumber): string {
  if (withheld) return "withheld";
  if (value === null) return "withdrawn";
  if (unit === "in force") return value === 1 ? "in force" : "not in force";
  const text = typeset(numberWords(value));
  return bound === "lower" ? `at least ${text}` : bound === "upper" ? `at most ${text}` : text;
}

function intervalHtml({ low, high, withheld, bound }: ObservationVersion): Html | null {
  if (withheld || bound || low === undefined || high === undefined || low === high) return null;
  return html` <span class="cell-from">${typeset(numberWords(low))} to ${typeset(numberWords(high))}</span>`;
}
