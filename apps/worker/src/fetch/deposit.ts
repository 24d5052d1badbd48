import { createHash } from "node:crypto";
import type { Exchange, Fidelity } from "@talent/core/capture/capture";
import type { Source } from "@talent/sources/define-source";
import { type FetchResult, splitReadable } from "./fetch-source.ts";
import { redactUrl } from "./http/secrets.ts";

/** A file a person deposits: its bytes, where it came from, when it was downloaded, and by whom. */
export type DepositedFile = {
  readonly name: string;
  readonly body: Uint8Array;
  readonly url: string | null;
  readonly capturedAt: Date;
  readonly depositedBy: string;
};

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv",
  htm: "text/html",
  html: "text/html",
  json: "application/json",
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml: "application/xml",
  zip: "application/zip",
};

/**
 * The files as exchanges, marked as deposited. The depositor vouches for a file being the publisher's, so it counts as a copy: no one
 * compared it with the site.
 */
export function depositedExchanges(source: Source, files: readonly DepositedFile[], now: Date): Exchange[] {
  return files.map((file) => ({
    url: redactUrl(file.url ?? depositLabel(file.name)),
    method: "GET",
    status: 200,
    headers: { "content-type": mediaTypeOf(file.name) },
    body: file.body,
    sha256: createHash("sha256").update(file.body).digest("hex"),
    capturedAt: file.capturedAt.toISOString(),
    fidelity: "copy" satisfies Fidelity,
    licence: source.licence.name,
    note: `handed in as ${file.name} on ${now.toISOString()}`,
    depositedBy: file.depositedBy,
  }));
}

/** A fetch that returns the deposits. */
export function depositFetch(exchanges: readonly Exchange[], now: Date): () => Promise<FetchResult> {
  return async () => splitReadable(exchanges, now);
}

/** Without an address a file is labelled by its own name, which is no web address and is not taken for one. */
function depositLabel(name: string): string {
  return `deposit:${encodeURIComponent(name)}`;
}

function mediaTypeOf(name: string): string {
  const [, extension = ""] = /\.([a-z0-9]+)$/i.exec(name) ?? [];
  return MEDIA_TYPES[extension.toLowerCase()] ?? "application/octet-stream";
}
