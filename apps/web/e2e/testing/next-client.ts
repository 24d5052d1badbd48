import { randomBytes } from "node:crypto";

/** The address of a client nobody was before, also in another test file, so that the limit on one test does not stand in the way of the next. */
export function nextClient(): string {
  return `fd00::${randomBytes(6)
    .toString("hex")
    .replace(/....(?!$)/g, "$&:")}`;
}
