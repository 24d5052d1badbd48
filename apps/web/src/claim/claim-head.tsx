import type { Headline } from "@talent/core/claim/headline";
import { expectsReview } from "@talent/core/claim/ledger-json";
import { counterReading, quoteSafe } from "@talent/core/claim/verdict-text";
import type { LedgerEntry } from "../ledger/load.ts";
import { type Carried, href } from "../request/href.ts";
import { day } from "../words/dates.ts";
import { dueLabel } from "../words/due-label.ts";
import { typeset } from "../words/text.ts";
import { KIND_LABEL } from "../words/verdict-words.ts";

/** What was claimed, by whom, and in one sentence how it stands. */
export function ClaimHead({ entry, checkedAt, carried }: { entry: LedgerEntry; checkedAt: string | null; carried: Carried }) {
  const { claim, assessments, headline } = entry;
  const { paragraph, saidBy, sourceNamed } = claim.place;
  const counter = counterReading(claim, assessments);
  return (
    <header className="pt-10">
      <p className="text-[0.9375rem] text-muted">
        <a href={href(`/#${claim.id}`, carried)}>The claims</a> / paragraph {paragraph} / {KIND_LABEL[claim.kind].toLowerCase()}
      </p>
      <h1 className="mt-3 max-w-5xl font-serif text-3xl leading-[1.15] font-semibold tracking-tight sm:text-[2.6rem]">
        {claim.paraphrase}
      </h1>
      <p className="mt-4 max-w-4xl text-muted">
        Said by <span className="text-ink">{saidBy === "article" ? "the article" : saidBy}</span>
        {sourceNamed ? (
          <>
            , citing <span className="text-ink">{sourceNamed}</span>
          </>
        ) : (
          ", who names no source"
        )}
        .{claim.asserted ? ` Its figure and hedge, in our words: ${claim.asserted}.` : ""} The claim is our paraphrase.
      </p>
      {claim.kind === "opinion" ? null : (
        <div className="mt-7 max-w-4xl border-l-4 border-rule-strong pl-5">
          <p className="font-serif text-xl leading-snug">{typeset(quoteSafe(claim, assessments, checkedAt ?? undefined))}</p>
          <p className="mt-3">{headlineWords(headline)}</p>
          {counter ? <p className="mt-1">{typeset(counter)}</p> : null}
        </div>
      )}
      <EntryTimes entry={entry} />
    </header>
  );
}

/** How the other readings stand, and on how much that is independent all of it rests. */
export function headlineWords({ sensitivity: { agree, total, unanswered }, dataOrigins }: Headline): string {
  const origins = `Independent data origins: ${dataOrigins}.`;
  if (total === 0) return `No other reading decides. ${origins}`;
  const without = unanswered > 0 ? `, ${unanswered} without an answer` : "";
  return `${agree} of ${total} ${total === 1 ? "variant" : "variants"} ${agree === 1 ? "agrees" : "agree"}${without}. ${origins}`;
}

function EntryTimes({ entry }: { entry: LedgerEntry }) {
  const { lastChecked, lastChanged, nextExpected } = entry.times;
  if (entry.claim.kind === "opinion") return null;
  return (
    <dl className="row-times mt-5">
      <div>
        <dt>last checked</dt> <dd>{lastChecked ? day(lastChecked) : "not yet"}</dd>
      </div>
      <div>
        <dt>last changed</dt> <dd>{lastChanged ? day(lastChanged) : "never"}</dd>
      </div>
      <div>
        <dt>{dueLabel(nextExpected, new Date().toISOString(), expectsReview(entry.assessments))}</dt>{" "}
        <dd>{nextExpected ? day(nextExpected) : "nothing is expected"}</dd>
      </div>
    </dl>
  );
}
