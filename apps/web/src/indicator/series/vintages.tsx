import type { ObservationCause } from "@talent/core/observation/observation";
import { type Html, html } from "../../components/html.ts";
import { ScrollBox } from "../../components/section.tsx";
import { Table, tableHtml } from "../../components/table.tsx";
import { TallBox } from "../../components/tall-box.tsx";
import type { Carried } from "../../request/href.ts";
import { formatDay, formatMinute } from "../../words/dates.ts";
import { CAUSE_WORDS, STATUS_WORDS } from "../../words/observation-words.ts";
import type { PickedSeries } from "../load.ts";
import { revisedBy } from "./change-words.ts";
import type { ObservationVersion } from "./points.ts";
import { evidenceLink, SERIES_TABLE } from "./series-table.ts";

/** One number that came to be another one: what was stated before, what is stated since, and why. */
type Revision = { readonly series: string; readonly from: ObservationVersion; readonly to: ObservationVersion };

/** What became known at one moment: numbers stated for the first time, changed by the publisher, taken back, changed by us. */
type Release = {
  readonly vintage: string;
  readonly firsts: number;
  readonly revised: number;
  readonly withdrawn: number;
  readonly ours: number;
};

type SeriesVersions = { readonly name: string; readonly versions: readonly ObservationVersion[] };

const OUR_CAUSES: ReadonlySet<ObservationCause> = new Set(["correction", "reparse"]);

/** Every version that replaced an earlier one of its series and period, the newest change first. */
export function revisionsOf(series: readonly SeriesVersions[]): Revision[] {
  const made = series.flatMap(({ name, versions }) =>
    [...Map.groupBy(versions, (one) => one.period).values()].flatMap((list) => {
      const ordered = [...list].sort((a, b) => a.vintage.localeCompare(b.vintage));
      return ordered.slice(1).map((to, index) => ({ series: name, from: ordered[index] as ObservationVersion, to }));
    }),
  );
  return made.sort((a, b) => b.to.vintage.localeCompare(a.to.vintage) || b.to.period.localeCompare(a.to.period));
}

/** What each moment added to the series, the newest first. */
export function releasesOf(series: readonly SeriesVersions[]): Release[] {
  const byVintage = Map.groupBy(
    series.flatMap((one) => one.versions),
    (version) => version.vintage,
  );
  return [...byVintage]
    .map(([vintage, list]) => {
      const count = (wanted: (cause: ObservationCause) => boolean) => list.filter(({ cause }) => wanted(cause)).length;
      return {
        vintage,
        firsts: count((cause) => cause === "new_period"),
        revised: count((cause) => cause === "revision" || cause === "definition_change"),
        withdrawn: count((cause) => cause === "withdrawal"),
        ours: count((cause) => OUR_CAUSES.has(cause)),
      };
    })
    .sort((a, b) => b.vintage.localeCompare(a.vintage));
}

const MAX_ROWS = 1_500;
const FEW_RELEASES = 6;

type VintagesProps = { series: readonly PickedSeries[]; carried: Carried };

/** What became known when, what was changed afterwards, and on demand every version of every number. */
export function Vintages({ series, carried }: VintagesProps) {
  const revisions = revisionsOf(series);
  const versions = series.reduce((sum, one) => sum + one.versions.length, 0);
  return (
    <>
      <Releases releases={releasesOf(series)} />
      <h3 className="mt-8 font-semibold">
        {revisions.length === 0
          ? "No number shown here was ever changed"
          : `${countWords(revisions.length, "number")} changed after being stated`}
      </h3>
      {revisions.length > 0 ? (
        <div className="mt-3">
          <TallBox label="Table of revisions" of={revisionsTable(revisions, carried)} />
          {revisions.length > MAX_ROWS ? <p className="mt-2 text-sm text-muted">The newest {MAX_ROWS} changes.</p> : null}
        </div>
      ) : null}
      <details className="mt-6">
        <summary className="cursor-pointer text-muted">Every version of these numbers ({versions})</summary>
        <div className="mt-3">
          <TallBox label="Table of versions" of={versionsTable(series, carried)} />
          {versions > MAX_ROWS ? <p className="mt-2 text-sm text-muted">The newest {MAX_ROWS}; all of them are in the API.</p> : null}
        </div>
      </details>
    </>
  );
}

function Releases({ releases }: { releases: readonly Release[] }) {
  const shown = releases.slice(0, FEW_RELEASES);
  return (
    <ScrollBox label="Table of moments">
      <Table columns={["Known since", "First stated", "Revised", "Taken back", "Changed by us"]} className="w-fit">
        {shown.map(({ vintage, firsts, revised, withdrawn, ours }) => (
          <tr key={vintage}>
            <th scope="row" title={formatMinute(vintage)}>
              {formatDay(vintage)}
            </th>
            {[firsts, revised, withdrawn, ours].map((count, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
              <td key={index} className={count === 0 ? "text-muted" : "font-semibold"}>
                {count}
              </td>
            ))}
          </tr>
        ))}
      </Table>
      {releases.length > shown.length ? (
        <p className="mt-2 text-sm text-muted">
          The newest {shown.length} of {releases.length} moments; each number’s own is in the list of versions.
        </p>
      ) : null}
    </ScrollBox>
  );
}

function revisionsTable(revisions: readonly Revision[], carried: Carried): Html {
  const rows = revisions.slice(0, MAX_ROWS).map(({ series, from, to }) => {
    const by = revisedBy(from.value, to.value);
    return html`<tr><th scope="row">${to.period}</th><td>${series}</td><td>${evidenceLink(from, carried)} → ${evidenceLink(to, carried)}</td><td>${by ?? statusChange(from, to)}</td><td>${CAUSE_WORDS[to.cause] ?? to.cause}</td><td>${formatDay(to.vintage)}</td></tr>`;
  });
  return tableHtml(["Period", "Series", "From what to what", "By", "Why", "Known since"], rows, SERIES_TABLE);
}

/** The value stayed and its status did not: a provisional number became final, or a break was declared. */
function statusChange(from: Revision["from"], to: Revision["to"]): string {
  if (from.status === to.status || from.withheld || to.withheld) return "";
  return `${STATUS_WORDS[from.status] ?? from.status} → ${STATUS_WORDS[to.status] ?? to.status}`;
}

function versionsTable(series: readonly PickedSeries[], carried: Carried): Html {
  const all = series.flatMap((one) => one.versions.map((version) => ({ name: one.name, version })));
  const newest = all.sort((a, b) => b.version.vintage.localeCompare(a.version.vintage) || b.version.period.localeCompare(a.version.period));
  const rows = newest
    .slice(0, MAX_ROWS)
    .map(
      ({ name, version }) =>
        html`<tr><th scope="row">${formatMinute(version.vintage)}${version.backDated ? html` <span class="cell-note">at the latest</span>` : null}</th><td>${name}</td><td>${version.period}</td><td>${evidenceLink(version, carried)}</td><td>${STATUS_WORDS[version.status] ?? version.status}</td><td>${CAUSE_WORDS[version.cause] ?? version.cause}</td><td>${version.publishedOn ? formatDay(version.publishedOn) : "not stated"}</td></tr>`,
    );
  return tableHtml(["Known since", "Series", "Period", "Value", "Status", "Why it was written", "Published"], rows, SERIES_TABLE);
}

function countWords(count: number, what: string): string {
  return `${count.toLocaleString("en-GB")} ${what}${count === 1 ? "" : "s"}`;
}
