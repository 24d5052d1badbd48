import { expect, it } from "vitest";
import { series } from "./series.ts";

/** Checked by tsc: each line below must fail to compile, or its expectation is itself an error. */
function doesNotCompile(): void {
  // @ts-expect-error an indicator that does not exist
  series("top-talent-origin", "CHN", { tier: "top-20" });
  // @ts-expect-error an area that does not exist
  series("rd-spending", "PRC");
  // @ts-expect-error a dimension left out
  series("top-ai-talent-origin", "CHN");
  // @ts-expect-error an empty set of dimensions
  series("top-ai-talent-origin", "CHN", {});
  // @ts-expect-error a code that is not on the list
  series("top-ai-talent-origin", "CHN", { tier: "top-10" });
  // @ts-expect-error one of two dimensions left out
  series("doctorate-stay-rate", "CHN", { horizon: "5y" });
  // @ts-expect-error a dimension the indicator does not have
  series("rd-spending", "CHN", { level: "all" });
  // @ts-expect-error a dimension too many
  series("top-ai-talent-origin", "CHN", { tier: "top-20", field: "all" });
  // @ts-expect-error a code that an optional dimension does not have
  series("neurips-papers-reported", "CHN", { "joint-with": "IND" });
}

it("bindings that name something missing are refused by the compiler", () => {
  expect(doesNotCompile).toBeTypeOf("function");
});
