import type { AtomEntry } from "./atom.ts";
import { numbersEntry } from "./describe-change.ts";
import type { ChangeFacts } from "./entry.ts";
import { healthEntry } from "./health-entry.ts";
import { verdictEntry } from "./verdict-entry.ts";

/** A change in words. */
export function changeEntry(facts: ChangeFacts): AtomEntry {
  if (facts.change.kind === "verdict") return verdictEntry(facts);
  return facts.change.kind === "source_health" ? healthEntry(facts) : numbersEntry(facts);
}
