import { type Carried, href } from "../request/href.ts";
import { claimsUsing, type UseKind } from "./claims-using.ts";

const USE_WORDS: Readonly<Record<UseKind, string>> = {
  closest: "in its closest reading",
  other: "in another reading",
  beside: "beside it, as context",
};

type ClaimsUsingListProps = { indicators: readonly string[]; carried: Carried; measuredOnly?: boolean };

/** The claims of the article for which these indicators are used, and how; on demand only those whose readings measure them. */
export function ClaimsUsingList({ indicators, carried, measuredOnly = false }: ClaimsUsingListProps) {
  const claims = claimsUsing(indicators).filter(({ use }) => !measuredOnly || use !== "beside");
  if (claims.length === 0) return <p className="text-muted">{measuredOnly ? "No claim rests on it." : "No claim uses it."}</p>;
  return (
    <ul className="space-y-2">
      {claims.map(({ claim, use }) => (
        <li key={claim.id}>
          <a href={href(`/claims/${claim.id}`, carried)}>{claim.paraphrase.en}</a>{" "}
          <span className="text-sm text-muted">{USE_WORDS[use]}</span>
        </li>
      ))}
    </ul>
  );
}
