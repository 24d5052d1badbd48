import type { Carried } from "../request/href.ts";
import type { IndicatorView } from "./load.ts";
import type { Codes } from "./pick/axes.ts";

/** The same numbers for a program or a spreadsheet. The API speaks for the instant of the page. */
export function TakeNumbers({ view, carried }: { view: IndicatorView; carried: Carried }) {
  const { indicator, picked, source } = view;
  if (!picked) return null;
  const selection = { indicator: indicator.id, area: picked.areas.join(","), ...oneCodeEach(picked.codes) };
  return (
    <ul className="space-y-1">
      <li>
        <a href={seriesAddress("/api/v1/series", { ...selection, format: "csv" }, carried)}>CSV of what is shown</a>
      </li>
      <li>
        <a href={seriesAddress("/api/v1/series/vintages", selection, carried)}>Every version of it, JSON</a>
      </li>
      <li>
        <a href={seriesAddress("/api/v1/series", { indicator: indicator.id, format: "csv" }, carried)}>CSV of all areas and codes</a>
      </li>
      {source && source.record.licence.republish !== "values" && source.record.licence.republish !== "unmodified" ? (
        <li className="text-muted">Values that the licence keeps back are empty there too.</li>
      ) : null}
    </ul>
  );
}

/** The API takes one code of a dimension; of several picked ones it gives all. */
function oneCodeEach(codes: Codes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(codes).flatMap(([name, list]) => (list.length === 1 && list[0] ? [[`dim.${name}`, list[0]]] : [])),
  );
}

/** An address of the API with the page's as-of. */
export function seriesAddress(path: string, query: Readonly<Record<string, string>>, { as_of }: Carried): string {
  return `${path}?${new URLSearchParams({ ...query, ...(as_of ? { as_of } : {}) })}`;
}
