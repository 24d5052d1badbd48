const CONTROL_PICTURES = 0x2400;
const DELETE_PICTURE = "\u2421";

/** Longest text an excerpt shows of one cell, in code points. */
export const CELL_TEXT_LIMIT = 200;

/**
 * Text that cannot act or mislead where it is shown: controls become their Unicode pictures, direction overrides and invisible
 * characters their code in brackets (the "Trojan Source" set and Unicode's Default_Ignorable), white space one space.
 * Markup stays as it is: escaping belongs to the page, feed or mail that prints it.
 */
export function plainText(text: string, limit: number = CELL_TEXT_LIMIT): string {
  const head = text.length > limit * 4 ? text.slice(0, limit * 4) : text;
  const shown = head
    .toWellFormed()
    .replace(/[\t\n\r\f\v\u0085\u2028\u2029 ]+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu, visibleForm)
    .trim();
  const points = [...shown];
  return points.length > limit || head.length < text.length ? `${points.slice(0, limit - 1).join("")}…` : shown;
}

/** A hostile text inside an error message: short, plain, in quotes. */
export function quoted(text: string): string {
  return `"${plainText(text, 80)}"`;
}

function visibleForm(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(CONTROL_PICTURES + code);
  if (code === 0x7f) return DELETE_PICTURE;
  return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}
