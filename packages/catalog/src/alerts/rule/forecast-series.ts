/** Indicators that state forecasts and nothing else: a rule on them has to count forecasts, and on no other may. */
export const ONLY_FORECASTS: ReadonlySet<string> = new Set(["cn-graduates-forecast"]);
