import { type Carried, href } from "../request/href.ts";
import { restingClaims, type Use } from "./resting-claims.ts";

const USE_WORDS: Readonly<Record<Use, string>> = {
  closest: "in its closest reading",
  other: "in another reading",
  beside: "beside it, as context",
};

/** The claims of the article for which these indicators are used, and how. */
export function RestingList({ indicators, carried }: { indicators: readonly string[]; carried: Carried }) {
  const claims = restingClaims(indicators);
  if (claims.length === 0) return <p className="text-muted">No claim uses it.</p>;
  return (
    <ul className="space-y-2">
      {claims.map(({ claim, use }) => (
        <li key={claim.id}>
          <a href={href(`/claims/${claim.id}`, carried)}>{claim.paraphrase}</a> <span className="text-sm text-muted">{USE_WORDS[use]}</span>
        </li>
      ))}
    </ul>
  );
}
