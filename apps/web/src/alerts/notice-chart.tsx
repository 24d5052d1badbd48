import { lineChart } from "@talent/charts/line-chart";
import { watchChart } from "@talent/charts/watch-chart";
import { tellingPeriod } from "@talent/core/text/notice-amounts";
import { Drawing } from "../components/drawing.tsx";
import type { RuleAt } from "./load-rules.ts";
import type { AlertEntry } from "./load-transition.ts";

/** What a step is about, over time, with its threshold; nothing where fewer than two values may be shown. */
export function NoticeChart({ entry, rule }: { entry: AlertEntry; rule: RuleAt }) {
  const { facts } = entry;
  const { drawn, points } = rule;
  if (drawn === null) return null;
  const told = [facts.before, facts.after].flatMap((one) => (one === null ? [] : [tellingPeriod(facts.rule.watch, one.period)]));
  const title = facts.rule.name.en;
  const input = watchChart({
    id: `notice-${entry.id}`,
    title,
    description: `${title}, over time.`,
    unit: drawn.unit,
    points,
    threshold: drawn.hasThreshold ? facts.threshold : null,
    expected: drawn.expected,
    told,
  });
  if (input === null) return null;
  return (
    <figure className="mt-2">
      <Drawing className="hidden sm:block" svg={lineChart({ ...input, size: "wide" })} />
      <Drawing className="sm:hidden" svg={lineChart({ ...input, id: `${input.id}-narrow`, size: "narrow" })} />
    </figure>
  );
}
