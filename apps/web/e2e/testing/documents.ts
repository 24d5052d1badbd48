import { createHash } from "node:crypto";
import type { Exchange, Fidelity } from "@talent/core/capture/capture";
import type { ParsedObservation } from "@talent/core/observation/observation";

/** What a made-up document states: an exchange, and the observations read from it. */
export type Document = { readonly exchange: Exchange; readonly observations: readonly ParsedObservation[] };

/** One number of a document with what sets it apart from a plain one. */
export type Stated = Pick<ParsedObservation, "indicator" | "area" | "dimensions" | "period" | "unit"> & {
  readonly value: number;
} & Partial<Omit<ParsedObservation, "value" | "locator">>;

type Written = { readonly url: string; readonly capturedAt: string; readonly fidelity?: Fidelity; readonly contentType?: string };

/** An exchange holding this text. */
export function exchangeOf(
  text: string,
  { url, capturedAt, fidelity = "verbatim", contentType = "text/csv; charset=utf-8" }: Written,
): Exchange {
  const body = new TextEncoder().encode(text);
  return {
    url,
    method: "GET",
    status: 200,
    headers: { "content-type": contentType },
    body,
    sha256: createHash("sha256").update(body).digest("hex"),
    capturedAt,
    fidelity,
    licence: "for tests",
  };
}

/** A CSV with one stated number a line, each located in its last column. */
export function csvDocument(stated: readonly Stated[], written: Written): Document {
  const lines = stated.map(({ indicator, area, dimensions, period, value }) =>
    [indicator, area, Object.values(dimensions).join(" "), period, value].join(","),
  );
  const exchange = exchangeOf(`indicator,area,codes,period,value\n${lines.join("\n")}\n`, written);
  const observations = stated.map(
    (one, index): ParsedObservation => ({
      status: "A",
      raw: String(one.value),
      ...one,
      locator: { kind: "csv", line: index + 2, column: 5 },
    }),
  );
  return { exchange, observations };
}
