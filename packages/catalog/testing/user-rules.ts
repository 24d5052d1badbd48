import type { Watch } from "@talent/core/alert/rule";
import { expect } from "vitest";
import { InvalidRule } from "../src/alerts/rule/read-rule.ts";
import { series } from "../src/series/series.ts";
import { type NumbersChoice, type OwnChoice, ownRule } from "../src/user-rules/user-rule.ts";

export type Measured = Extract<Watch, { kind: "measure" }>;

export const universities: NumbersChoice = {
  watch: "level",
  indicator: "qs-top100-universities",
  area: "CHN",
  dimensions: {},
  op: ">=",
  threshold: 10,
  recovery: 8,
  pending: 1,
  recovering: 2,
  evidence: 3,
  noData: "tell",
};
export const visas = { ...series("us-visas-issued-monthly", "CHN", { visa_class: "F1" }) };
export const chosen = (change: Partial<NumbersChoice>): NumbersChoice => ({ ...universities, ...change });
export const measured = (choice: NumbersChoice): Measured => {
  const { watch } = ownRule(choice);
  if (watch.kind !== "measure") throw new Error("watches no numbers");
  return watch;
};

export function refusal(choice: OwnChoice): string {
  try {
    ownRule(choice);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidRule);
    return (error as InvalidRule).message;
  }
  throw new Error("was taken for a wish");
}
