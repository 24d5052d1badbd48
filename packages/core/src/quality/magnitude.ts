/** Whole numbers below this swing by factors without meaning anything. */
const SMALL_COUNT = 100;
const SMALL_PART = 0.001;

/** The middle value; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** Standard deviation as a few wild values cannot move it: 1.4826 times the median absolute deviation. 0 of none. */
export function robustSpread(values: readonly number[]): number {
  const middle = median(values);
  return values.length === 0 ? 0 : 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}

/** Below which size values of a series are all alike: small counts swing, and the logarithm of nothing is no number. */
export function magnitudeFloor(values: readonly number[]): number {
  if (values.every(Number.isInteger)) return SMALL_COUNT;
  const usual = median(values.map(Math.abs)) || Math.max(...values.map(Math.abs));
  return usual > 0 ? usual * SMALL_PART : 1;
}

/** The size of a value in factors of e above the floor, with its sign: 0 for all that lies within the floor. */
export function signedLog(value: number, floor: number): number {
  return Math.sign(value) * Math.log(Math.max(Math.abs(value) / floor, 1));
}
