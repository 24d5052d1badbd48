import type { Outcome } from "@talent/core/capture/outcome";

/** A request we did not make: the site's own rules, its cooldown, or something we lack. Nothing was sent. */
export class RequestSkipped extends Error {
  readonly outcome: Outcome;
  /** When a retry may help; null when only a person can change it. */
  readonly notBefore: Date | null;
  readonly retry: boolean;

  constructor(outcome: Outcome, message: string, again: { readonly retry: boolean; readonly notBefore?: Date | null } = { retry: false }) {
    super(message);
    this.name = "RequestSkipped";
    this.outcome = outcome;
    this.retry = again.retry;
    this.notBefore = again.notBefore ?? null;
  }
}

/** Why an exchange could not be had. Stable codes, shown in a run's detail. */
export type UnreachableReason =
  | "forbidden_url"
  | "forbidden_address"
  | "too_many_redirects"
  | "dns"
  | "refused"
  | "reset"
  | "tls"
  | "deadline"
  | "too_large"
  | "undecodable"
  | "server_error"
  | "not_recorded";

/** The publisher could not be reached, or what it sent had to be cut off. Becomes the outcome `unreachable`. */
export class Unreachable extends Error {
  readonly reason: UnreachableReason;
  constructor(reason: UnreachableReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "Unreachable";
    this.reason = reason;
  }
}

/** The run was aborted. Not an outcome: the slot is released. */
export class Interrupted extends Error {
  constructor() {
    super("the worker is stopping");
    this.name = "Interrupted";
  }
}

const REASON_BY_CODE: Readonly<Record<string, UnreachableReason>> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  ENODATA: "dns",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EADDRNOTAVAIL: "refused",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ERR_STREAM_PREMATURE_CLOSE: "reset",
  UND_ERR_SOCKET: "reset",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "reset",
  UND_ERR_ABORTED: "reset",
  UND_ERR_HEADERS_OVERFLOW: "too_large",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "too_large",
  UND_ERR_CONNECT_TIMEOUT: "deadline",
  UND_ERR_HEADERS_TIMEOUT: "deadline",
  UND_ERR_BODY_TIMEOUT: "deadline",
  ETIMEDOUT: "deadline",
  CERT_HAS_EXPIRED: "tls",
  CERT_NOT_YET_VALID: "tls",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls",
  SELF_SIGNED_CERT_IN_CHAIN: "tls",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls",
};

/** The error as an `Unreachable`: by its code, or the code of what caused it. An unknown one counts as a reset and keeps its message. */
export function toUnreachable(error: unknown, host: string): Unreachable {
  if (error instanceof Unreachable) return error;
  const code = errorCodeOf(error);
  const reason =
    REASON_BY_CODE[code] ??
    (/^(ERR_TLS|ERR_SSL|EPROTO)/.test(code) ? "tls" : /^(Z_|ERR_BROTLI|ERR__ERROR|ZSTD)/.test(code) ? "undecodable" : "reset");
  const cause = error instanceof Error ? error.message : String(error);
  return new Unreachable(reason, `${host}: ${cause || code}`, { cause: error });
}

function errorCodeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const inner = at instanceof AggregateError ? at.errors[0] : at;
    if (inner instanceof Unreachable) return inner.reason;
    const code = (inner as { code?: unknown }).code;
    if (typeof code === "string") return code;
  }
  return "";
}
