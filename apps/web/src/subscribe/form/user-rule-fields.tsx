import { areaName } from "@talent/catalog/areas/all";
import type { Indicator } from "@talent/catalog/indicators/indicator";
import { seriesOfClaims } from "../../claim/claims-using.ts";
import { html } from "../../components/html.ts";
import { Markup } from "../../components/markup.tsx";
import { type Axes, codesOf } from "../../indicator/pick/axes.ts";
import { defaultPick } from "../../indicator/pick/default-pick.ts";
import { codeLabel } from "../../indicator/pick/series-name.ts";
import { capital, dimensionWords } from "../../words/code-words.ts";

type SeriesProps = { prefix: string; axes: Axes; indicator: Indicator; members: Readonly<Record<string, string>> };

/** What is picked before anybody picks: the series that the ledger measures. */
function picked(axes: Axes, indicator: Indicator): Readonly<Record<string, string>> {
  const { areas, codes } = defaultPick(indicator, axes, seriesOfClaims(indicator.id));
  const first = Object.entries(codes).flatMap(([name, list]) => (list[0] ? [[`dim.${name}`, list[0]] as const] : []));
  return { area: areas[0] ?? "", ...Object.fromEntries(first) };
}

/** The area and one code of each dimension. Long lists are written as one text. */
export function SeriesFields({ prefix, axes, indicator, members }: SeriesProps) {
  const otherwise = picked(axes, indicator);
  const areas = [...axes.areas].map((code) => [code, areaName(code)] as const).sort((a, b) => a[1].localeCompare(b[1], "en"));
  const fields = [
    {
      name: `${prefix}area`,
      words: "Area",
      options: areas,
      chosen: members[`${prefix}area`] ?? otherwise.area,
    },
    ...Object.entries(indicator.dimensions).map(([name, listed]) => ({
      name: `${prefix}dim.${name}`,
      words: capital(dimensionWords(name)),
      options: codesOf(axes, name, listed).map((code) => [code ?? "", capital(codeLabel(name, code))] as const),
      chosen: members[`${prefix}dim.${name}`] ?? otherwise[`dim.${name}`],
    })),
  ].filter(({ options }) => options.length > 0);
  return (
    <Markup
      className="field-row"
      of={html`${fields.map(
        ({ name, words, options, chosen }) =>
          html`<label class="field">${words}<select name="rule.${name}">${options.map(
            ([code, label]) => html`<option value="${code}"${code === chosen ? html` selected` : null}>${label}</option>`,
          )}</select></label>`,
      )}`}
    />
  );
}
