import { sparkline } from "@talent/charts/sparkline";
import { parsePeriod, shiftPeriod } from "@talent/core/time/period";
import type { ShownPoint } from "@talent/db/read/observations/versions";
import { gradeBadge } from "../../components/badge.tsx";
import { type Html, html, trustedHtml } from "../../components/html.ts";
import { plotDate } from "../../ledger/trajectory.ts";
import { type Carried, href } from "../../request/href.ts";
import { capitalize } from "../../words/code-words.ts";
import { sharedWords } from "../pick/series-name.ts";
import { stillFilling } from "../series/points.ts";
import { bareValue } from "../series/series-table.ts";
import type { ListedIndicator, ListedSeries } from "./load.ts";

/** One indicator of the list: what it counts, by whom, its newest values and their course. */
export function indicatorRow(listed: ListedIndicator, carried: Carried): Html {
  const { indicator, source, series } = listed;
  const to = href(`/indicators/${indicator.id}`, carried);
  if (source === null)
    return html`
      <li id="${indicator.id}" class="indicator-row awaiting">
        <div>
          <h3><a href="${to}">${indicator.title.en}</a></h3>${gradeBadge("awaiting its source")}
          <p class="indicator-meta">${indicator.description}</p>
        </div>
      </li>`;
  const known = series.filter((one) => one.points.length > 0);
  const filling = source.record.cadence.stillFilling ?? 0;
  return html`
    <li id="${indicator.id}" class="indicator-row">
      <div>
        <h3><a href="${to}">${indicator.title.en}</a></h3>
        <p class="indicator-meta">${indicator.description} ${metaHtml(listed, carried)}</p>
      </div>
      ${known.length > 0 ? newestTable(known, { filling, unit: indicator.unit, carried }) : html`<p class="indicator-meta">${carried.as_of ? "Nothing was known of it by then." : "No number is held yet."}</p>`}
      ${known[0] ? sparklineHtml(known[0], indicator, filling) : null}
    </li>`;
}

function metaHtml({ indicator, source, axes, series }: ListedIndicator, carried: Carried): Html {
  const shared = sharedWords(series.map((one) => one.key));
  const areas = axes && axes.areas.length > 1 && !carried.as_of ? ` ${axes.areas.length} areas.` : "";
  const unit = [indicator.unit === "in force" ? "" : `In ${indicator.unit}`, shared ? `here ${shared}` : ""].filter(Boolean).join("; ");
  return html`${unit ? `${capitalize(unit)}.` : ""}${areas} <a href="${href(`/sources/${source?.id}`, carried)}">${source?.record.publisher.name}</a>`;
}

type NewestOptions = { readonly filling: number; readonly unit: string; readonly carried: Carried };

function newestTable(series: readonly ListedSeries[], { filling, unit, carried }: NewestOptions): Html {
  const rows = series.map(({ name, points }) => {
    const newest = newestSettled(points, filling);
    const value = html`<a href="${href(`/evidence/${newest.id}`, carried)}">${bareValue({ ...newest, unit })}</a>`;
    return html`<tr><th scope="row">${capitalize(name)}</th><td>${value}</td><td>${newest.period}${newest.status === "F" ? ", forecast" : ""}</td></tr>`;
  });
  return html`<table class="newest"><caption class="sr-only">Newest values</caption><tbody>${rows}</tbody></table>`;
}

/** The newest number that is there, no forecast and no longer being filled in; where there is none, the newest of all. */
export function newestSettled(points: readonly ShownPoint[], filling: number): ShownPoint {
  const open = stillFilling(points, filling);
  const stated = points.filter((point) => (point.value !== null || point.withheld) && point.status !== "F");
  return (stated.findLast((point) => !open.has(point.period)) ?? stated.at(-1) ?? points.at(-1)) as ShownPoint;
}

function sparklineHtml({ name, points }: ListedSeries, { title, seasonal }: ListedIndicator["indicator"], filling: number): Html | null {
  const open = stillFilling(points, filling);
  const values = points.filter((point) => point.value !== null);
  const [first, last] = [values[0], values.at(-1)];
  if (!first || !last || first === last) return null;
  const svg = sparkline({
    label: `${title}, ${name}: values from ${first.period} to ${last.period}`,
    points: values.map((point, index) => {
      const period = parsePeriod(point.period);
      const lone = seasonal && shiftPeriod(period, -1).id !== values[index - 1]?.period;
      return {
        at: plotDate(period, [point]),
        label: point.period,
        value: point.value as number,
        status: point.status,
        ...(open.has(point.period) ? { unsettled: true } : {}),
        ...(lone ? { apart: true } : {}),
      };
    }),
    articleDay: "2025-02-10",
    ends: [first.period, last.period],
    width: 220,
    height: 62,
  });
  return html`<div>${trustedHtml(svg)}</div>`;
}
