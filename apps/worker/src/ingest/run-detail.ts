import type { RunReport } from "./run-source.ts";

/** What the log of a run says beside its outcome. Public, so refusals are counted by code and no cell of a publisher is repeated. */
export function runDetail(report: RunReport): Readonly<Record<string, unknown>> {
  const codes = Map.groupBy(report.refusals, (refusal) => refusal.code);
  return {
    counts: report.counts,
    exchanges: report.exchanges,
    refused: Object.fromEntries([...codes].map(([code, refusals]) => [code, refusals.length])),
    ended: report.ended.map(({ url, outcome, message }) => ({ url, outcome, message })),
  };
}
