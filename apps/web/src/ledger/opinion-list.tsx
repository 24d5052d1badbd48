import { areaName } from "@talent/catalog/areas";
import { indicatorById } from "@talent/catalog/indicators";
import type { Claim } from "@talent/core/claim";
import { FamilyBadge } from "../parts/verdict-badge.tsx";
import { type Carried, href } from "../request/href.ts";
import { ClaimPlace } from "./claim-row.tsx";

/** What the article and its sources think, listed with who said it. No verdict is possible, and none is given. */
export function OpinionList({ opinions, carried }: { opinions: readonly Claim[]; carried: Carried }) {
  return (
    <ul className="grid gap-x-12 md:grid-cols-2">
      {opinions.map((claim) => (
        <li key={claim.id} id={claim.id} className="opinion-row">
          <ClaimPlace claim={claim} />
          <div>
            <h3 className="font-serif text-lg leading-snug">
              <a href={href(`/claims/${claim.id}`, carried)} className="text-ink decoration-transparent hover:decoration-current">
                {claim.paraphrase}
              </a>
            </h3>
            <p className="mt-1.5">
              <FamilyBadge family="none">Not checkable</FamilyBadge>
            </p>
            <Related claim={claim} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Related({ claim }: { claim: Claim }) {
  if (claim.related.length === 0) return null;
  const names = claim.related.map(({ indicator, area }) => `${indicatorById(indicator)?.title ?? indicator} (${areaName(area)})`);
  return <p className="mt-1.5 text-sm text-muted">Beside it: {[...new Set(names)].join("; ")}</p>;
}
