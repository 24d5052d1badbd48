import { DuplicateKey, ExpectationUnmet } from "@talent/core/capture/errors";
import { NeedsReparse, SameVintage } from "@talent/db/errors";
import { runHistory } from "@talent/db/read/ingest/run-history";
import { pendingReparses, storedExchange } from "@talent/db/read/ingest/stored-exchanges";
import { keepExchanges } from "@talent/db/write/ingest/keep-exchanges";
import { appendObservations } from "@talent/db/write/observations/append-observations";
import type { AppendCounts } from "./outcome.ts";
import type { RunEffects, Snapshot } from "./run-effects.ts";
import type { Runner, StoredRun } from "./runner.ts";

/** The effects of a real run: bytes and numbers go to the store under this run, its slot's fence and its parser's fingerprint. */
export function storeEffects(runner: Runner, run: StoredRun): RunEffects {
  const { db } = runner;
  const { runId, parserFingerprint } = run;
  const source = run.source.id;
  return {
    fetch: run.fetch,
    keep: async (exchanges) => {
      const kept = await keepExchanges(db, { source, runId, exchanges, parserFingerprint });
      runner.crash?.("kept");
      return kept.map((one) => ({ exchangeId: one.exchangeId, earlier: one.alreadyParsed ? one.refusals : null }));
    },
    parse: (capture) => runner.parser.parse(run.source, capture),
    history: ({ series, before }) => runHistory(db, { source, series, before, asOf: run.as === undefined ? before : runner.clock() }),
    rereads: run.as !== undefined,
    append: (snapshot) => appendSnapshot(runner, run, snapshot),
    toReapply: () => pendingReparses(db, source),
    stored: (exchangeId) => storedExchange(db, exchangeId),
  };
}

async function appendSnapshot(runner: Runner, run: StoredRun, { exchange, held, ...stated }: Snapshot): Promise<AppendCounts> {
  try {
    const counts = await appendObservations(runner.db, {
      ...stated,
      source: run.source.id,
      runId: run.runId,
      parserFingerprint: run.parserFingerprint,
      ...(run.held === null ? {} : { fence: run.held }),
      ...(run.as === undefined ? {} : { as: run.as }),
      held: held.map(({ observation, check, reason, previous }) => ({ observation, reason: check, message: reason, previous })),
      vintage: new Date(exchange.capturedAt),
      now: runner.clock(),
      ...(runner.crash === undefined ? {} : { crash: (point) => runner.crash?.(`append ${point}`) }),
    });
    runner.crash?.("appended");
    return counts;
  } catch (error) {
    throw toRefusal(error);
  }
}

/** What the store could not put in order is a refusal of the snapshot; everything else stays the fault it is. */
function toRefusal(error: unknown): unknown {
  if (error instanceof SameVintage) return new DuplicateKey(error.message);
  if (error instanceof NeedsReparse) return new ExpectationUnmet(`${error.message}: see source replay`);
  return error;
}
