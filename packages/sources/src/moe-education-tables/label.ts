/** Most cells hold digits, commas and nothing else. */
const PLAIN_ASCII = /^[\x21-\x7E]*$/;

/** Text without any white space (blanks inside words, no-break and ideographic ones), full-width forms as plain ones. */
export function withoutWhitespace(text: string): string {
  if (PLAIN_ASCII.test(text)) return text;
  return text.replace(/[\s\u00AD\u200B-\u200D\u2060\uFEFF]+/gu, "").normalize("NFKC");
}

/** True for text that is white space alone, whatever kind of it. */
export function isBlank(text: string): boolean {
  return !/[^\s\u00AD\u200B-\u200D\u2060\uFEFF]/u.test(text);
}

/** What a row is called: `top` for the numbered parts of the whole table (一、), `name` for its Chinese name without number, mark and English. */
export type Label = { readonly top: boolean; readonly name: string };

const TOP_LEVEL_NUMBER = /^[一二三四五六七八九十]+[、,.]/u;
const NUMBERED = /^(?:\([一二三四五六七八九十\d]+\)|[\d一二三四五六七八九十]+[、,.])/u;

/** Reads a label; the English beside it (with its three kinds of apostrophe) and footnote marks say nothing more. */
export function readLabel(text: string): Label {
  const whole = withoutWhitespace(text);
  const name = /^\p{Script=Han}+/u.exec(whole.replace(NUMBERED, ""))?.[0] ?? "";
  return { top: TOP_LEVEL_NUMBER.test(whole), name };
}
