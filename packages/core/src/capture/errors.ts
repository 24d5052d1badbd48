import type { Locator } from "../observation/locator.ts";
import type { Refusal, RefusalCode } from "./capture.ts";

/** A cell, or a bare locator: where the thing that was refused stands. */
type RefusalPlace = Locator | { readonly locator: Locator };

/** Something a parser would not read: a stable code for programs, a message that names the cell for people. */
export class RefusalError extends Error {
  readonly code: RefusalCode;
  readonly locator?: Locator;

  constructor(code: RefusalCode, message: string, at?: RefusalPlace) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    if (at !== undefined) this.locator = "locator" in at ? at.locator : at;
  }
}

/** A header, table, sheet or document is not where or what it was. */
export class LayoutChanged extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("layout_changed", message, at);
  }
}

/** An unreviewed category, country or class. */
export class UnknownCode extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("unknown_code", message, at);
  }
}

/** The numbers are in another unit than the reader was written for. */
export class UnitChanged extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("unit_changed", message, at);
  }
}

/** The document states another kind of period than declared. */
export class PeriodKindChanged extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("period_kind_changed", message, at);
  }
}

/** A cell that should hold a number holds something else. */
export class NotANumber extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("not_a_number", message, at);
  }
}

/** A row that contradicts itself or lacks what every row must have. */
export class InvalidRow extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("invalid_row", message, at);
  }
}

/** Two numbers of one snapshot for one series and period. */
export class DuplicateKey extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("duplicate_key", message, at);
  }
}

/** Parts do not add up to the printed whole within the declared tolerance. */
export class TotalMismatch extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("total_mismatch", message, at);
  }
}

/** What a healthy snapshot has is not there. */
export class ExpectationUnmet extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("expectation_unmet", message, at);
  }
}

/** An older document served again under the newest address. */
export class StaleCopy extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("stale_copy", message, at);
  }
}

/** A document that is implausible as a whole, compared with what was known before it. */
export class NotPlausible extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("implausible", message, at);
  }
}

/** The bytes are not those whose digest was recorded. */
export class BytesDiffer extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("bytes_differ", message, at);
  }
}

/** Not a document of the format it claims, or past a reader's limits. */
export class Unreadable extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("unreadable", message, at);
  }
}

/** A challenge page, a login or an empty answer in place of the document. */
export class Blocked extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("blocked_by_site", message, at);
  }
}

/** Text that is none of the nine period forms, or out of range. */
export class InvalidPeriod extends RefusalError {
  constructor(message: string, at?: RefusalPlace) {
    super("invalid_row", message, at);
  }
}

/** Two kinds of period were compared without a declared bridge. */
export class PeriodKindsDiffer extends RefusalError {
  constructor(a: string, b: string) {
    super("period_kind_changed", `"${a}" and "${b}" are periods of two kinds`);
  }
}

/** Text that is neither a date nor an instant with its offset. */
export class InvalidInstant extends Error {
  override readonly name = "InvalidInstant";
}

/** Text that is not an ISO 8601 duration of whole years, months, weeks and days. */
export class InvalidDuration extends Error {
  override readonly name = "InvalidDuration";
}

/** A measure sets numbers of two definitions against each other and does not say why that is acceptable. */
export class NotComparable extends Error {
  override readonly name = "NotComparable";
}

/** The refusal an error amounts to; `scope` says whether one value or the whole snapshot is excluded. An error without a code is `unreadable`. */
export function refusalOf(error: unknown, scope: Refusal["scope"]): Refusal {
  if (error instanceof RefusalError) {
    return { code: error.code, message: error.message, scope, ...(error.locator === undefined ? {} : { locator: error.locator }) };
  }
  return { code: "unreadable", message: error instanceof Error ? error.message : String(error), scope };
}
