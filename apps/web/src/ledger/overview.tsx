import type { Question, Verdict } from "@talent/core/claim/assessment";
import type { Headline } from "@talent/core/claim/headline";
import { verdictWord } from "@talent/core/text/verdict-text";
import { FAMILY_SHAPE, VerdictMark } from "../components/badge.tsx";
import { type Html, html } from "../components/html.ts";
import { Markup } from "../components/markup.tsx";
import { type Carried, href } from "../request/href.ts";
import { QUESTION_LABEL, QUESTIONS, type VerdictFamily, verdictColour, verdictFamily } from "../words/verdict-words.ts";
import { filterQuery, type LedgerFilter, matchesFilter } from "./filters.ts";
import type { ClaimRowModel } from "./row-model.ts";

const NO_FILTER: LedgerFilter = { verdict: null, question: null, fragile: false };
const QUICK_FILTERS: readonly { readonly words: string; readonly filter: LedgerFilter }[] = [
  { words: "All claims", filter: NO_FILTER },
  ...(["contradicted", "supported", "undetermined", "not_checkable"] satisfies Verdict[]).map((verdict) => ({
    words: verdictWord(verdict),
    filter: { ...NO_FILTER, verdict },
  })),
  { words: "Fragile", filter: { ...NO_FILTER, fragile: true } },
  ...(["does_not_hold", "lapsed"] satisfies Verdict[]).map((verdict) => ({
    words: `${verdictWord(verdict)} now`,
    filter: { ...NO_FILTER, verdict },
  })),
];

type FilterBarProps = { models: readonly ClaimRowModel[]; filter: LedgerFilter; carried: Carried };

/** The ways to narrow the ledger, each with how many claims it leaves; a chosen one is in the address. */
export function FilterBar({ models, filter, carried }: FilterBarProps) {
  return (
    <nav aria-label="Narrow the ledger" className="no-print">
      <ul className="flex flex-wrap gap-2">
        {QUICK_FILTERS.map((quick) => (
          <li key={quick.words}>
            <a
              href={href("/#ledger", carried, filterQuery(quick.filter))}
              aria-current={isSameFilter(quick.filter, filter) ? "true" : undefined}
              className="filter-link"
            >
              {quick.words} <span className="figures">{models.filter((model) => matchesFilter(model.entry, quick.filter)).length}</span>
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

function isSameFilter(a: LedgerFilter, b: LedgerFilter): boolean {
  return a.verdict === b.verdict && a.question === b.question && a.fragile === b.fragile;
}

const LEGEND: readonly (readonly [VerdictFamily, string])[] = [
  ["for", "Supported; on the newest year: holds"],
  ["against", "Contradicted; on the newest year: does not hold"],
  ["unclear", "Undetermined: the number’s uncertainty spans the threshold"],
  ["none", "No verdict: not checkable, no newer data, lapsed, open"],
];

/** What this page is, and how its signs are read. */
export function LedgerHead({ checkable, opinions }: { checkable: number; opinions: number }) {
  return (
    <div className="grid items-end gap-x-16 gap-y-8 pt-12 pb-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div>
        <h1 className="font-serif text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">
          What the article said about China’s AI talent, held against the evidence
        </h1>
        <p className="mt-5 max-w-3xl text-lg leading-relaxed">
          On 10 February 2025 The New York Times asked what DeepSeek’s success says about China’s ability to nurture talent. Its {checkable}{" "}
          checkable statements are tested here, in our words and in the article’s order, against dated public numbers; its{" "}
          <a href="#opinions">{opinions} opinions</a> are listed, and not tested.
        </p>
      </div>
      <dl className="space-y-1.5 text-[0.9375rem] leading-snug" aria-label="Signs">
        {LEGEND.map(([family, words]) => (
          <div key={family} className="flex gap-2.5">
            <dt className="pt-0.5">
              <VerdictMark family={family} size={14} />
            </dt>
            <dd className="text-muted">{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

type VerdictCount = { readonly verdict: Verdict; readonly count: number };

const FAMILY_ORDER: readonly VerdictFamily[] = ["for", "against", "unclear", "none"];

/** How often each verdict of the primary readings occurs on one question, grouped by family; the most frequent first within it. */
export function countVerdicts(headlines: readonly Headline[], question: Question): VerdictCount[] {
  const counts = new Map<Verdict, number>();
  for (const { primary } of headlines) counts.set(primary[question], (counts.get(primary[question]) ?? 0) + 1);
  const rank = (verdict: Verdict) => FAMILY_ORDER.indexOf(verdictFamily(verdict));
  return [...counts]
    .map(([verdict, count]) => ({ verdict, count }))
    .sort((a, b) => rank(a.verdict) - rank(b.verdict) || b.count - a.count || a.verdict.localeCompare(b.verdict));
}

const MARK_WIDTH = 22;

/** One mark for every claim, in the article's order, for one question. */
function verdictStrip(question: Question, models: readonly ClaimRowModel[]): Html {
  const width = models.length * MARK_WIDTH;
  const marks = models.map(({ entry: { claim, headline } }, index) => {
    const verdict = headline.primary[question];
    return html`<path d="${FAMILY_SHAPE[verdictFamily(verdict)]}" transform="translate(${index * MARK_WIDTH})" fill="${verdictColour(verdict)}" fill-rule="evenodd"><title>${verdictWord(verdict)}: ${claim.paraphrase.en}</title></path>`;
  });
  return html`<svg viewBox="0 0 ${width} ${MARK_WIDTH}" width="${width}" height="${MARK_WIDTH}" class="strip" role="img" aria-label="${models.length} claims in the order of the article, one mark each">${marks}</svg>`;
}

/** The paragraph of every mark below it. Decoration: each claim says its own. */
function paragraphScale(models: readonly ClaimRowModel[]): Html {
  const width = models.length * MARK_WIDTH;
  const labels = models.map(
    ({ entry: { claim } }, index) =>
      html`<text x="${index * MARK_WIDTH + MARK_WIDTH / 2}" y="11" text-anchor="middle" font-size="11" fill="var(--muted)">¶${claim.place.paragraph}</text>`,
  );
  return html`<svg viewBox="0 0 ${width} 14" width="${width}" height="14" aria-hidden="true" class="strip">${labels}</svg>`;
}

/** All claims under all three questions in one picture, with the counts as ways in. */
export function ClaimsOverview({ models, carried }: { models: readonly ClaimRowModel[]; carried: Carried }) {
  return (
    <div className="divide-y divide-rule border-b border-rule">
      <div className="glance-row items-end pb-1.5 text-sm text-muted" aria-hidden="true">
        <span className="hidden lg:block">The question</span>
        <Markup className="hidden sm:block" of={paragraphScale(models)} />
        <span className="hidden lg:block">How many claims</span>
      </div>
      {QUESTIONS.map((question) => (
        <OverviewRow key={question} question={question} models={models} carried={carried} />
      ))}
    </div>
  );
}

function OverviewRow({ question, models, carried }: { question: Question; models: readonly ClaimRowModel[]; carried: Carried }) {
  const counts = countVerdicts(
    models.map((model) => model.entry.headline),
    question,
  );
  return (
    <div className="glance-row items-center py-4">
      <h3 className="leading-snug font-semibold">{QUESTION_LABEL[question]}</h3>
      <Markup of={verdictStrip(question, models)} />
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {counts.map(({ verdict, count }) => (
          <li key={verdict}>
            <a href={href("/#ledger", carried, { verdict, question })} className="count-link">
              <VerdictMark family={verdictFamily(verdict)} size={11} />
              <span>
                <strong>{count}</strong> {verdictWord(verdict).toLowerCase()}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
