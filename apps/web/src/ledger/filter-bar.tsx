import type { Verdict } from "@talent/core/claim/assessment";
import { verdictWord } from "@talent/core/claim/verdict-text";
import { type Carried, href } from "../request/href.ts";
import { QUESTION_LABEL } from "../words/verdict-words.ts";
import { filterQuery, type LedgerFilter, passes } from "./filters.ts";
import type { ClaimRowModel } from "./row-model.ts";

const NONE: LedgerFilter = { verdict: null, question: null, fragile: false };
const QUICK: readonly { readonly words: string; readonly filter: LedgerFilter }[] = [
  { words: "All claims", filter: NONE },
  ...(["contradicted", "supported", "undetermined", "not_checkable"] satisfies Verdict[]).map((verdict) => ({
    words: verdictWord(verdict),
    filter: { ...NONE, verdict },
  })),
  { words: "Fragile", filter: { ...NONE, fragile: true } },
  ...(["does_not_hold", "lapsed"] satisfies Verdict[]).map((verdict) => ({
    words: `${verdictWord(verdict)} now`,
    filter: { ...NONE, verdict },
  })),
];

type FilterBarProps = { models: readonly ClaimRowModel[]; filter: LedgerFilter; carried: Carried };

/** The ways to narrow the ledger, each with how many claims it leaves; a chosen one is in the address. */
export function FilterBar({ models, filter, carried }: FilterBarProps) {
  return (
    <nav aria-label="Narrow the ledger" className="no-print">
      <ul className="flex flex-wrap gap-2">
        {QUICK.map((quick) => (
          <li key={quick.words}>
            <a
              href={href("/#ledger", carried, filterQuery(quick.filter))}
              aria-current={same(quick.filter, filter) ? "true" : undefined}
              className="filter-link"
            >
              {quick.words} <span className="figures">{models.filter((model) => passes(model.entry, quick.filter)).length}</span>
            </a>
          </li>
        ))}
      </ul>
      {filter.verdict && filter.question ? (
        <p className="mt-3">
          Only claims with the verdict <strong>{verdictWord(filter.verdict).toLowerCase()}</strong> under “{QUESTION_LABEL[filter.question]}
          ”.
        </p>
      ) : null}
    </nav>
  );
}

function same(a: LedgerFilter, b: LedgerFilter): boolean {
  return a.verdict === b.verdict && a.question === b.question && a.fragile === b.fragile;
}
