import { InvalidRow } from "@talent/core/capture/errors";

/** The user of the database URL may not create the dashboard's role. `sql` is what an administrator runs once. */
export class CannotCreateRole extends Error {
  override readonly name = "CannotCreateRole";
  readonly sql: string;
  constructor(message: string, sql: string) {
    super(message);
    this.sql = sql;
  }
}

/** A migration on disk is not the one that was applied, or an earlier one never finished. */
export class MigrationMismatch extends Error {
  override readonly name = "MigrationMismatch";
}

/** The store belongs to the other mode: live and replayed knowledge are never mixed. */
export class WrongStoreMode extends Error {
  override readonly name = "WrongStoreMode";
}

/** Another worker has taken the slot since; nothing of this attempt is stored. */
export class FencedOff extends Error {
  override readonly name = "FencedOff";
}

/** An indicator is already produced by another source. */
export class IndicatorTaken extends Error {
  override readonly name = "IndicatorTaken";
}

/** Two different values for one series and period at one vintage: which is later is unknown, so neither is stored. */
export class SameVintage extends Error {
  override readonly name = "SameVintage";
}

/** Stored values of this exchange differ from what its parser reads now. Append as a `reparse`, with a reason. */
export class NeedsReparse extends Error {
  override readonly name = "NeedsReparse";
}

/** A text or number PostgreSQL cannot hold unchanged: NUL, a lone surrogate, NaN, an infinity, or a printed text past the limit. */
export class Unstorable extends InvalidRow {}

/** Stored bytes no longer match their address. */
export class SnapshotCorrupt extends Error {
  override readonly name = "SnapshotCorrupt";
}

/** The quarantined value does not exist or was decided before. */
export class AlreadyDecided extends Error {
  override readonly name = "AlreadyDecided";
}

/** A later document has stated the number since: what was held back is history and cannot become the newest value. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

/** A cursor this API never issued. */
export class InvalidCursor extends Error {
  override readonly name = "InvalidCursor";
}

/** The run is not open: unknown, or ended before. */
export class RunNotOpen extends Error {
  override readonly name = "RunNotOpen";
}

/** The server has no room left. Nothing of the transaction was stored; it works again once there is room. */
export class StoreFull extends Error {
  override readonly name = "StoreFull";
}
