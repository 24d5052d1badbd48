import type { Watch } from "@talent/core/alert/rule";
import { expect } from "vitest";
import { InvalidRule } from "../src/alerts/rule/read-rule.ts";
import { series } from "../src/series/series.ts";
import type { NumbersChoice, UserRuleChoice } from "../src/user-rules/choice.ts";
import { userRule } from "../src/user-rules/user-rule.ts";

export type MeasureWatch = Extract<Watch, { kind: "measure" }>;

export const universitiesChoice: NumbersChoice = {
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
export const visasSeries = { ...series("us-visas-issued-monthly", "CHN", { visa_class: "F1" }) };
export const numbersChoice = (change: Partial<NumbersChoice>): NumbersChoice => ({ ...universitiesChoice, ...change });
export const measureWatchOf = (choice: NumbersChoice): MeasureWatch => {
  const { watch } = userRule(choice);
  if (watch.kind !== "measure") throw new Error("watches no numbers");
  return watch;
};

export function refusalMessage(choice: UserRuleChoice): string {
  try {
    userRule(choice);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidRule);
    return (error as InvalidRule).message;
  }
  throw new Error("was taken for a wish");
}
