import type { Indicator } from "@talent/catalog/indicators/indicator";

/** What is drawn of a series: the values stated, each against the same period a year before, or all against one period. */
export type View = "level" | "yoy" | "index";

/** A way of looking and, where it would mislead, one sentence why it is not offered. */
export type ViewRule = { readonly view: View; readonly label: string; readonly why: string | null };

/** How a difference of an indicator is said: as a part of what was, or in its own steps. */
export type Step = "percent" | "points" | "places";

export const VIEW_LABEL: Readonly<Record<View, string>> = { level: "Level", yoy: "Against the year before", index: "Index" };

/** Every way of looking at an indicator, with why one is kept back. */
export function viewRules(indicator: Indicator): ViewRule[] {
  return [
    { view: "level", label: VIEW_LABEL.level, why: null },
    { view: "yoy", label: VIEW_LABEL.yoy, why: whyNoYear(indicator) },
    { view: "index", label: VIEW_LABEL.index, why: whyNoIndex(indicator) },
  ];
}

/** The way an address asks for, if the indicator allows it; else the level, with the sentence that says why. */
export function requestedView(asked: string | null, indicator: Indicator): { readonly view: View; readonly problem: string | null } {
  if (asked === null || asked === "level") return { view: "level", problem: null };
  const rule = viewRules(indicator).find((one) => one.view === asked);
  if (!rule) return { view: "level", problem: `There is no view “${asked.slice(0, 20)}”.` };
  return rule.why === null ? { view: rule.view, problem: null } : { view: "level", problem: rule.why };
}

/** How far apart two values of the indicator are, is said in these. */
export function stepOf({ unit }: Pick<Indicator, "unit">): Step {
  return unit === "rank" ? "places" : isShare(unit) ? "points" : "percent";
}

function isShare(unit: string): boolean {
  return unit === "%" || unit.startsWith("percent");
}

function whyNoComparison({ unit, cumulative }: Indicator): string | null {
  if (unit === "in force") return "A rule is in force or it is not.";
  if (unit === "points") return "Scores of two days are not on one scale.";
  return cumulative ? "A running total can only grow, so its growth says nothing." : null;
}

function whyNoYear(indicator: Indicator): string | null {
  if (indicator.periodKind === "day")
    return whyNoComparison(indicator) ?? "Its numbers are dated by the day, and hardly any has a partner exactly one year before.";
  return whyNoComparison(indicator);
}

function whyNoIndex(indicator: Indicator): string | null {
  if (indicator.seasonal) return "The numbers swing with the season: only the same month of another year compares.";
  if (indicator.unit === "rank") return "A rank is a place in an order, not an amount.";
  if (isShare(indicator.unit)) return "A share is compared in points, not with itself.";
  return whyNoComparison(indicator);
}
