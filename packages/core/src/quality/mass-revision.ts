import type { Expectation } from "../capture/expectation.ts";
import type { Implausible } from "./implausible.ts";
import type { Candidate } from "./known-history.ts";
import { magnitudeFloor, signedLog } from "./magnitude.ts";
import { DEFAULT_OUTLIER_RULE, MIN_PERIODS } from "./outlier.ts";

/** A revision by less than this factor is everyday. */
const NOTABLE_FACTOR = Math.log(1.5);
const MAX_NOTABLE_SHARE = 0.5;
const MIN_RESTATED = 10;

/** Numbers stated again otherwise than they are known, and how many large enough to matter are stated again in all. */
type Restatements = { readonly changed: readonly RestatedValue[]; readonly restated: number };
type RestatedValue = {
  readonly candidate: Candidate;
  readonly value: number;
  readonly was: number;
  readonly factor: number;
  readonly most: number;
  readonly floor: number;
};

/**
 * Values that replace a known one of their very period by one a declared jump away from it, and from all the series ever was. A break or another
 * definition, said so, may.
 */
export function extremeRevisions(expect: Expectation, candidates: readonly Candidate[]): Implausible[] {
  return findRestatements(expect, candidates).changed.flatMap(({ candidate, value, was, factor, most, floor }) => {
    const { observation, known } = candidate;
    const past = [...known.values()].flatMap((one) => (one === null ? [] : [signedLog(one, floor)]));
    const nearest = Math.min(...past.map((one) => Math.abs(signedLog(value, floor) - one)));
    if (factor <= most || past.length <= MIN_PERIODS || nearest <= most) return [];
    const reason = `${value} ${observation.unit} for ${observation.period} replaces ${was}, which was stated before for the same period`;
    return [{ observation, check: "rewritten", reason, previous: was }];
  });
}

/** Why a document cannot be another version of what is known, in one sentence: most numbers it states again are far from what they were. Else null. */
export function massRevision(expect: Expectation, candidates: readonly Candidate[]): string | null {
  const { changed, restated } = findRestatements(expect, candidates);
  const notable = changed.filter(({ factor }) => factor > NOTABLE_FACTOR).length;
  if (restated < MIN_RESTATED || notable <= restated * MAX_NOTABLE_SHARE) return null;
  return `${notable} of ${restated} numbers stated before are now at least half as large again, or a third smaller`;
}

function findRestatements(expect: Expectation, candidates: readonly Candidate[]): Restatements {
  const changed: RestatedValue[] = [];
  let restated = 0;
  for (const candidate of candidates) {
    const { observation, known } = candidate;
    const [value, was] = [observation.value, known.get(observation.period)];
    if (value === null || was === null || was === undefined) continue;
    const rule = expect.jumps?.[observation.indicator];
    if (rule === null || observation.status === "B" || observation.status === "D") continue;
    const floor = rule?.floor ?? magnitudeFloor([value, was]);
    if (Math.max(Math.abs(value), Math.abs(was)) <= floor) continue;
    restated++;
    if (value === was) continue;
    const factor = Math.abs(signedLog(value, floor) - signedLog(was, floor));
    changed.push({ candidate, value, was, factor, floor, most: Math.log(rule?.factor ?? DEFAULT_OUTLIER_RULE.factor) });
  }
  return { changed, restated };
}
