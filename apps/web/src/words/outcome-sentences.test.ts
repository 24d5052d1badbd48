import { OUTCOMES } from "@talent/core/capture/outcome";
import { describe, expect, it } from "vitest";
import { OUTCOME_SENTENCE, outcomeWords, triggerWords } from "./outcome-words.ts";

describe("outcomes in words", () => {
  it.each(OUTCOMES)("%s is told in whole sentences, and never as a code or a bare error", (outcome) => {
    expect(OUTCOME_SENTENCE[outcome]).toMatch(/^[A-Z][^_]{30,160}\.$/);
    expect(OUTCOME_SENTENCE[outcome]).not.toMatch(/error|failed|failure/i);
    expect(outcomeWords(outcome)).not.toBe(outcome);
  });

  it("no two are told alike", () => expect(new Set(OUTCOMES.map((outcome) => OUTCOME_SENTENCE[outcome])).size).toBe(OUTCOMES.length));
});

describe("triggerWords", () => {
  it("says what set a run off", () => expect(triggerWords("retry")).toBe("tried again"));
  it("gives an unknown one as it is", () => expect([triggerWords("bell"), triggerWords("constructor")]).toEqual(["bell", "constructor"]));
});
