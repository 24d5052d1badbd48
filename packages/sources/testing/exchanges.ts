import { createHash } from "node:crypto";
import type { Capture, Exchange, ParsedSnapshot, Refusal } from "@talent/core/capture/capture";
import type { ParsedObservation } from "@talent/core/observation/observation";
import type { Source } from "../src/define-source.ts";

/** An answered request with these bytes, as a capture would hold it. */
export function exchangeOf(url: string, body: Uint8Array | string, more: Partial<Exchange> = {}): Exchange {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return {
    url,
    method: "GET",
    status: 200,
    headers: {},
    body: bytes,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    capturedAt: "2025-08-01T06:00:00Z",
    fidelity: "verbatim",
    licence: "",
    ...more,
  };
}

/** What a source reads in one exchange. Throws when it does not recognise it. */
export async function readSnapshot(source: Source, exchange: Exchange): Promise<ParsedSnapshot> {
  const capture: Capture = { source: source.id, exchanges: [exchange] };
  const [snapshot] = (await source.parse(capture)).snapshots;
  if (snapshot === undefined) throw new Error("not recognised");
  return snapshot;
}

/** Refusals as `code (scope): message`, which tests can match in one line. */
export function refusalTexts(refusals: readonly Refusal[]): string[] {
  return refusals.map((refusal) => `${refusal.code} (${refusal.scope}): ${refusal.message}`);
}

/** Values by period of the one series a test checks. */
export function valuesByPeriod(
  observations: readonly ParsedObservation[],
  indicator: string,
  area: string,
  dimensions: Readonly<Record<string, string>> = {},
): Record<string, number | null> {
  const wanted = JSON.stringify(dimensions);
  const found = observations.filter(
    (seen) => seen.indicator === indicator && seen.area === area && JSON.stringify(seen.dimensions) === wanted,
  );
  return Object.fromEntries(found.map((seen) => [seen.period, seen.value]));
}
