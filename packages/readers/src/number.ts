import { NotANumber } from "@talent/core/errors";
import { type Cell, placeOf, textOf } from "./cell.ts";
import { quoted } from "./plain-text.ts";

const GROUPED = /^[1-9]\d{0,2}(?:,\d{3})+$/;
const PLAIN = /^\d+$/;
const DECIMAL = /^(\d*|[1-9]\d{0,2}(?:,\d{3})+)(\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/**
 * The whole number a cell prints: ASCII digits, "1,234" only in groups of three, an optional sign (hyphen or U+2212).
 * Throws `NotANumber` for everything else, so that "", "-", "D", "NA", "<5", "1.5" or "-0" never become a number, and for
 * numbers a double cannot hold exactly.
 */
export function integer(cell: Cell | string): number {
  const { digits, negative } = parts(textOf(cell));
  const value = PLAIN.test(digits) || GROUPED.test(digits) ? Number(digits.replaceAll(",", "")) : Number.NaN;
  if (!Number.isSafeInteger(value) || (negative && value === 0)) throw refusal(cell, "a whole number");
  return negative ? -value : value;
}

/** The number a cell prints, with a decimal point and, as spreadsheets write small numbers, an exponent. Errors as `integer`; also past the range of a double, at either end. */
export function decimal(cell: Cell | string): number {
  return decimalOr(cell, textOf(cell), "a number");
}

/** The per cent a cell prints with its sign: "40.5%" is 40.5. A bare number is refused: use `decimal` where the header says per cent. */
export function percent(cell: Cell | string): number {
  const match = /^(.*?)\s*[%\uFF05]$/su.exec(textOf(cell).trim());
  if (match?.[1] === undefined) throw refusal(cell, "a percentage");
  return decimalOr(cell, match[1], "a percentage");
}

function decimalOr(cell: Cell | string, text: string, what: string): number {
  const { digits, negative } = parts(text);
  const match = DECIMAL.exec(digits);
  const printed = match === null || (match[1] === "" && match[2] === undefined) ? Number.NaN : Number(digits.replaceAll(",", ""));
  const lost = printed === 0 && (negative || /[1-9]/.test(digits.split(/e/i)[0] ?? ""));
  if (!Number.isFinite(printed) || lost) throw refusal(cell, what);
  return negative ? -printed : printed;
}

function parts(text: string): { digits: string; negative: boolean } {
  const trimmed = text.trim();
  const sign = /^[-+\u2212]/.exec(trimmed)?.[0];
  return { digits: sign === undefined ? trimmed : trimmed.slice(1), negative: sign === "-" || sign === "\u2212" };
}

function refusal(cell: Cell | string, what: string): NotANumber {
  const text = textOf(cell);
  return new NotANumber(text.trim() === "" ? `an empty cell is not ${what}` : `${quoted(text)} is not ${what}`, placeOf(cell));
}
