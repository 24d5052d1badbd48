import type { Claim } from "@talent/core/claim/claim";
import { VerdictBadge } from "../components/badge.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { day, minute } from "../words/dates.ts";
import { CAUSE_WORDS } from "../words/observation-words.ts";
import { valueWords } from "../words/value-words.ts";
import { QUESTION_SHORT } from "../words/verdict-words.ts";
import type { PastAssessment } from "./load.ts";

const MOST = 60;

type PastChange = PastAssessment & { readonly first: boolean };

/** How the verdicts of a claim came about, newest first: those of the closest reading at once, the others on demand. */
export function HistoryTable({ claim, history }: { claim: Claim; history: readonly PastAssessment[] }) {
  const changes = changesOf(history);
  if (changes.length === 0) return <p className="text-muted">No assessment is stored yet.</p>;
  const primary = claim.readings.find((reading) => reading.primary)?.id;
  const others = changes.filter((change) => change.reading !== primary);
  return (
    <>
      <Changes claim={claim} label="History of the closest reading" shown={changes.filter((change) => change.reading === primary)} />
      {others.length > 0 ? (
        <details className="mt-4">
          <summary className="cursor-pointer text-muted">The other readings ({others.length} changes)</summary>
          <Changes claim={claim} label="History of the other readings" shown={others} />
        </details>
      ) : null}
    </>
  );
}

function Changes({ claim, label, shown }: { claim: Claim; label: string; shown: readonly PastChange[] }) {
  return (
    <ScrollBox label={label}>
      <table className="plain-table min-w-[44rem]">
        <thead>
          <tr>
            {["Speaks for", "Reading", "Question", "Verdict", "Value", "Because"].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, MOST).map((past) => (
            <tr key={past.id}>
              <th scope="row" className="whitespace-nowrap" title={`Recorded ${minute(past.recordedAt)}`}>
                {day(past.knownAt)}
              </th>
              <td>{past.reading}</td>
              <td>{QUESTION_SHORT[past.question]}</td>
              <td>
                <VerdictBadge verdict={past.verdict} />
              </td>
              <td className="whitespace-nowrap">
                {valueWords(past, claim.readings.find((reading) => reading.id === past.reading)?.unit ?? "")}{" "}
                {past.value === null ? "" : past.period}
              </td>
              <td>{past.first ? "first assessed" : (CAUSE_WORDS[past.cause] ?? past.cause)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length > MOST ? (
        <p className="mt-2 text-sm text-muted">
          The newest {MOST} of {shown.length} changes.
        </p>
      ) : null}
    </ScrollBox>
  );
}

/** Assessments, oldest first, thinned to those where the verdict, value or period differs from the one before; newest first. */
export function changesOf(history: readonly PastAssessment[]): PastChange[] {
  const last = new Map<string, string>();
  return history
    .flatMap((past) => {
      const key = `${past.reading} ${past.question}`;
      const said = `${past.verdict} ${past.value} ${past.period}`;
      const before = last.get(key);
      last.set(key, said);
      return before === said ? [] : [{ ...past, first: before === undefined }];
    })
    .reverse();
}
