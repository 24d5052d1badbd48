import { InvalidPeriod } from "@talent/core/capture/errors";
import { type Period, type PeriodKind, parsePeriod } from "@talent/core/time/period";
import { quoted } from "./problem.ts";

/** The oldest numbers held begin in the twentieth century; a sum over months from further back would only cost time. */
const EARLIEST = "1900-01-01";

/** Why a text is no period of the kind, as a sentence goes on after the field's name; null when it is one. */
export function periodProblem(id: string, kind: PeriodKind): string | null {
  const period = parsed(id);
  if (period === null) return `names ${quoted(id)}, which is no period`;
  if (period.kind !== kind) return `names ${quoted(id)}, which is no ${kind.replaceAll("_", " ")}`;
  return period.start < EARLIEST ? `names ${quoted(id)}, which lies before ${EARLIEST.slice(0, 4)}` : null;
}

function parsed(id: string): Period | null {
  try {
    return parsePeriod(id);
  } catch (error) {
    if (error instanceof InvalidPeriod) return null;
    throw error;
  }
}
