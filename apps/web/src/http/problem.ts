/** A refusal a program can tell apart, as an RFC 9457 problem document. `type` is a URN because no page explains it further. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly parameter: string | undefined;
  /** What the answer says beside its body, e.g. `allow` or `retry-after`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, title: string, detail: string, parameter?: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.name = "Problem";
    this.status = status;
    this.title = title;
    this.parameter = parameter;
    this.headers = headers;
  }
}

/** 400 for one parameter. */
export function badParameter(parameter: string, detail: string): Problem {
  return new Problem(400, "Bad parameter", detail, parameter);
}

/** 404 for a thing that is not there. */
export function notFound(detail: string): Problem {
  return new Problem(404, "Not found", detail);
}

/** 405 for a method that the route has not; `allowed` are those it has. */
export function methodNotAllowed(method: string, allowed: readonly string[]): Problem {
  const allow = allowed.join(", ");
  return new Problem(405, "Method not allowed", `${method.slice(0, 20)} is not answered here; ${allow} are.`, undefined, { allow });
}

/** The document for any error. What we did not foresee is named by its class alone: its message may hold an address or a query. */
export function problemResponse(error: unknown): Response {
  const problem = toProblem(error);
  const { status, title, message, parameter, headers } = problem;
  const type = `urn:talent-monitor:problem:${title.toLowerCase().replaceAll(" ", "-")}`;
  const body = { type, title, status, detail: message, ...(parameter ? { parameter } : {}) };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, "content-type": "application/problem+json; charset=utf-8", "cache-control": "no-store" },
  });
}

// PostgreSQL error codes: 57014 query_canceled (our statement timeout), class 08 and 57P0x: it is not there.
function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const code = String((error as { code?: unknown } | null)?.code ?? "");
  if (code === "57014") return new Problem(503, "Too slow", "The query took too long and was stopped; ask for less.");
  if (/^(08|57P0|ECONN|ENOTFOUND|ETIMEDOUT)/.test(code)) return new Problem(503, "Unavailable", "The database does not answer.");
  return new Problem(500, "Internal error", `Something failed here (${error instanceof Error ? error.name : "unknown"}).`);
}
