import type { Republish } from "@talent/core/capture/source";
import { bindingsOf } from "@talent/core/measure/measure";
import type { NoticeFacts } from "@talent/core/text/notice-language";
import type { Db } from "../../connect.ts";
import { OPEN_LICENCES, withheldAmong } from "./licence-gate.ts";

type WatchedFacts = Pick<NoticeFacts, "inputs" | "rule">;

/**
 * For each of these transitions why its numbers may not be shown, null where they may. They go by the numbers they rest on; where these are gone, as
 * when a value was withdrawn, by the licence of what the rule watches.
 */
export async function withholdingCodes(db: Db, all: readonly WatchedFacts[]): Promise<(Republish | null)[]> {
  const bare = all.filter(({ inputs }) => inputs.length === 0);
  const [former, indicators] = await Promise.all([formerInputs(db, bare), gatedIndicators(db, [...new Set(bare.flatMap(indicatorsOf))])]);
  const inputsOf = (facts: WatchedFacts): readonly string[] =>
    facts.inputs.length > 0 ? facts.inputs : (former.get(watchedReadingKey(facts)) ?? []);
  const inputs = await withheldAmong(db, all.flatMap(inputsOf));
  return all.map((facts) => {
    const watched = facts.inputs.length > 0 ? [] : indicatorsOf(facts).map((id) => indicators.get(id));
    const codes = [...inputsOf(facts).map((id) => inputs.get(id)), ...watched];
    return codes.find((code) => code !== undefined) ?? null;
  });
}

function indicatorsOf({ rule: { watch } }: WatchedFacts): string[] {
  return watch.kind === "measure" || watch.kind === "revision" ? bindingsOf(watch.measure).map(({ indicator }) => indicator) : [];
}

const watchedReadingKey = ({ rule: { watch } }: WatchedFacts): string =>
  watch.kind === "verdict" ? JSON.stringify([watch.claim, watch.reading]) : "";

/** The last known inputs of the watched readings. */
async function formerInputs(db: Db, all: readonly WatchedFacts[]): Promise<Map<string, string[]>> {
  const readings = all.flatMap(({ rule: { watch } }) => (watch.kind === "verdict" ? [watch] : []));
  if (readings.length === 0) return new Map();
  const { rows } = await db.pool.query<{ claim: string; reading: string; inputs: string[] }>(
    `SELECT DISTINCT ON (a.claim, a.reading) a.claim, a.reading, a.inputs
     FROM unnest($1::text[], $2::text[]) AS w (claim, reading) JOIN assessments a ON a.claim = w.claim AND a.reading = w.reading
     WHERE cardinality(a.inputs) > 0 ORDER BY a.claim, a.reading, a.id DESC`,
    [readings.map(({ claim }) => claim), readings.map(({ reading }) => reading)],
  );
  return new Map(rows.map(({ claim, reading, inputs }) => [JSON.stringify([claim, reading]), inputs]));
}

/** Of these indicators those whose licence shows no number, or only some. */
async function gatedIndicators(db: Db, indicators: readonly string[]): Promise<Map<string, Republish>> {
  if (indicators.length === 0) return new Map();
  const { rows } = await db.pool.query<{ indicator: string; republish: Republish }>(
    `SELECT i.indicator, s.republish FROM source_indicators i JOIN sources s ON s.id = i.source_id
     WHERE i.indicator = ANY ($1) AND s.republish <> ALL ($2)`,
    [indicators, OPEN_LICENCES],
  );
  return new Map(rows.map(({ indicator, republish }) => [indicator, republish]));
}
