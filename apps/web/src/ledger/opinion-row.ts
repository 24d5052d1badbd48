import { areaName } from "@talent/catalog/areas/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { Claim } from "@talent/core/claim/claim";
import { familyBadge } from "../components/badge-html.ts";
import { type Html, html } from "../components/html.ts";
import { type Carried, href } from "../request/href.ts";
import { claimPlace } from "./claim-row.ts";

/** What the article, or someone in it, thinks: listed with who said it. No verdict is possible, and none is given. */
export function opinionRow(claim: Claim, carried: Carried): Html {
  return html`
    <li id="${claim.id}" class="opinion-row">
      ${claimPlace(claim)}
      <div>
        <h3><a href="${href(`/claims/${claim.id}`, carried)}">${claim.paraphrase}</a></h3>
        <p class="opinion-verdict">${familyBadge("none", "Not checkable")}</p>
        ${related(claim)}
      </div>
    </li>`;
}

function related({ related: series }: Claim): Html | null {
  if (series.length === 0) return null;
  const named = Map.groupBy(series, ({ indicator }) => indicatorById(indicator)?.title ?? indicator);
  const names = [...named].map(([title, all]) => `${title}: ${[...new Set(all.map(({ area }) => areaName(area)))].join(", ")}`);
  return html`<p class="opinion-related">Beside it: ${names.join("; ")}</p>`;
}
