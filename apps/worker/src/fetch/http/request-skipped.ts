import type { Outcome } from "@talent/core/capture/outcome";

/** A request we did not make: the site's own rules, its wish to be left alone for a while, or something we lack. Nothing was sent. */
export class NotAsked extends Error {
  readonly outcome: Outcome;
  /** When asking may help again; null when only a person can change it. */
  readonly notBefore: Date | null;
  readonly retry: boolean;

  constructor(outcome: Outcome, message: string, again: { readonly retry: boolean; readonly notBefore?: Date | null } = { retry: false }) {
    super(message);
    this.name = "NotAsked";
    this.outcome = outcome;
    this.retry = again.retry;
    this.notBefore = again.notBefore ?? null;
  }
}
