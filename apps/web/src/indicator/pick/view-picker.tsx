import type { Indicator } from "@talent/catalog/indicators/indicator";
import { type View, viewRules } from "./views.ts";

type ViewPickerProps = { indicator: Indicator; view: View; offered: readonly View[]; base: string | null; bases: readonly string[] };

/** How the numbers are seen, to be chosen; what would mislead is not offered, and why. */
export function ViewPicker({ indicator, view, offered, base, bases }: ViewPickerProps) {
  const rules = viewRules(indicator).filter((rule) => offered.includes(rule.view));
  if (rules.length < 2) return <NotOffered indicator={indicator} />;
  return (
    <fieldset>
      <legend className="label">Seen as</legend>
      <div className="picker-options">
        {rules.map((rule) => (
          <label key={rule.view} className="tick">
            <input type="radio" name="view" value={rule.view} defaultChecked={rule.view === view} />
            {rule.label}
          </label>
        ))}
        {offered.includes("index") ? <BasePicker base={base} bases={bases} /> : null}
      </div>
      <NotOffered indicator={indicator} />
    </fieldset>
  );
}

function BasePicker({ base, bases }: Pick<ViewPickerProps, "base" | "bases">) {
  return (
    <label className="picker-base">
      100 in
      <select name="base" defaultValue={base ?? undefined}>
        {[...bases].reverse().map((period) => (
          <option key={period}>{period}</option>
        ))}
      </select>
    </label>
  );
}

/** Each reason once, with the views that it keeps back. */
function NotOffered({ indicator }: { indicator: Indicator }) {
  const refused = viewRules(indicator).filter((rule) => rule.why !== null);
  const byReason = Map.groupBy(refused, (rule) => rule.why);
  if (byReason.size === 0) return null;
  return (
    <p className="mt-2 max-w-3xl text-sm text-muted">
      {[...byReason].map(([why, rules]) => `Not offered: ${rules.map((rule) => rule.label.toLowerCase()).join(", ")}. ${why}`).join(" ")}
    </p>
  );
}
