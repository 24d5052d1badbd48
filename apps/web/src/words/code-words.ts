/** A dimension's name as a heading: "visa class" for visa_class. */
export function dimensionWords(name: string): string {
  return name.replaceAll("_", " ").replaceAll("-", " ");
}

const WHOLE_CODES: Readonly<Record<string, string>> = {
  phd: "PhD",
  se: "science and engineering",
  opt: "on practical training",
  tsinghua: "Tsinghua",
  peking: "Peking",
};
const PROPER_NAMES: Readonly<Record<string, string>> = { us: "US", china: "China", ai: "AI" };

/** A code as a reader wants it: "regular short cycle" for regular-short-cycle; codes of a publisher, like B1/B2, stay as they are. */
export function codeWords(code: string): string {
  const whole = Object.hasOwn(WHOLE_CODES, code) ? WHOLE_CODES[code] : undefined;
  if (whole !== undefined || !/^[a-z0-9.-]*$/.test(code)) return whole ?? code;
  return code
    .split("-")
    .map((word) => (Object.hasOwn(PROPER_NAMES, word) ? PROPER_NAMES[word] : word))
    .join(" ");
}

/** As a heading or a choice begins. A publisher's own spelling is left alone. */
export function capitalize(text: string): string {
  return /^[a-z]+([ -]|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
