import type { AtomEntry } from "./atom.ts";
import type { ChangeFacts } from "./change-facts.ts";
import { healthEntry } from "./health-entry.ts";
import { numbersEntry } from "./numbers-entry.ts";
import { verdictEntry } from "./verdict-entry.ts";

/** A change in words. */
export function changeEntry(facts: ChangeFacts): AtomEntry {
  if (facts.change.kind === "verdict") return verdictEntry(facts);
  return facts.change.kind === "source_health" ? healthEntry(facts) : numbersEntry(facts);
}
