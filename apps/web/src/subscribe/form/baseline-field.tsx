import { CLAIMS } from "@talent/catalog/claims/all";
import { bindingsOf } from "@talent/core/measure/measure";

/** Claims and readings that take their numbers from an indicator, and the year they speak of. */
export function baselines(indicator: string): { readonly value: string; readonly words: string }[] {
  return CLAIMS.filter(({ kind }) => kind !== "prediction").flatMap((claim) =>
    claim.readings
      .filter(({ measure }) => measure !== null && bindingsOf(measure).some((key) => key.indicator === indicator))
      .map((reading) => ({ value: `${claim.id}|${reading.id}`, words: `${reading.period}: ${claim.paraphrase} (${reading.id})` })),
  );
}

/** Which claim's own year a series is divided by. */
export function BaselineField({ indicator, chosen }: { indicator: string; chosen: string | undefined }) {
  return (
    <div className="field only-baseline">
      <label htmlFor="rule-baseline" className="label">
        Divided by its value of the year in
      </label>
      <select id="rule-baseline" name="rule.baseline" defaultValue={chosen}>
        {baselines(indicator).map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
