/** A capped child was killed at a limit, or died by itself. `detail` is the end of what it wrote to its error stream, for logs only. */
export class CapExceeded extends Error {
  readonly limit: "deadline" | "memory" | "crash";
  readonly detail: string;

  constructor(limit: "deadline" | "memory" | "crash", message: string, detail = "") {
    super(message);
    this.name = "CapExceeded";
    this.limit = limit;
    this.detail = detail;
  }
}
