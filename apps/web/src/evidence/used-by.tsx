import type { LedgerEntry } from "../ledger/load.ts";
import { type Carried, href } from "../request/href.ts";

type UsedByProps = { entries: readonly LedgerEntry[]; observation: string; carried: Carried };

/** The claims whose verdicts, as the ledger stands, use this very number. */
export function UsedBy({ entries, observation, carried }: UsedByProps) {
  const using = entries.filter(({ assessments }) => assessments.some((assessment) => assessment.inputs.includes(observation)));
  if (using.length === 0) return <p className="text-muted">No verdict uses this number as the ledger stands.</p>;
  return (
    <ul className="list-disc space-y-1 pl-5">
      {using.map(({ claim }) => (
        <li key={claim.id}>
          <a href={href(`/claims/${claim.id}#inputs`, carried)}>{claim.paraphrase}</a>
        </li>
      ))}
    </ul>
  );
}
