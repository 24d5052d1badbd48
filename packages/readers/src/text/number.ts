import { NotANumber } from "@talent/core/capture/errors";
import { type Cell, placeOf, textOf } from "../table/cell.ts";
import { quoted } from "./plain-text.ts";

const WHOLE_FORM = /^[-+\u2212]?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)$/;
/** Digits with or without a point, too few of them to leave the range of a double at either end. */
const PLAIN_FORM = /^\d+(?:\.\d+)?$/;
const MAX_PLAIN_LENGTH = 30;
const DECIMAL_FORM = /^(\d*|[1-9]\d{0,2}(?:,\d{3})+)(\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/**
 * The whole number a cell prints: ASCII digits, "1,234" only in groups of three, an optional sign (hyphen or U+2212).
 * Throws `NotANumber` for everything else, so that "", "-", "D", "NA", "<5", "1.5" or "-0" never become a number, and for
 * numbers a double cannot hold exactly.
 */
export function parseInteger(cell: Cell | string): number {
  const printed = textOf(cell);
  const plain = plainDigits(printed);
  if (plain !== null) return plain;
  const text = printed.trim();
  const value = WHOLE_FORM.test(text) ? Number(text.replaceAll(",", "").replace("\u2212", "-")) : Number.NaN;
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw notANumber(cell, "a whole number");
  return value;
}

/** Digits alone are nearly all there is, and half a million of them are read by their codes in a fifth of the time. */
function plainDigits(text: string): number | null {
  if (text.length === 0 || text.length > 15) return null;
  let value = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return value;
}

/** The number a cell prints, with a decimal point and, as spreadsheets write small numbers, an exponent. Errors as `integer`; also past the range of a double, at either end. */
export function parseDecimal(cell: Cell | string): number {
  return decimalFrom(cell, textOf(cell), "a number");
}

/** The per cent a cell prints with its sign: "40.5%" is 40.5. A bare number is refused: use `decimal` where the header says per cent. */
export function parsePercent(cell: Cell | string): number {
  const match = /^(.*?)\s*[%\uFF05]$/su.exec(textOf(cell).trim());
  if (match?.[1] === undefined) throw notANumber(cell, "a percentage");
  return decimalFrom(cell, match[1], "a percentage");
}

function decimalFrom(cell: Cell | string, text: string, what: string): number {
  if (text.length <= MAX_PLAIN_LENGTH && PLAIN_FORM.test(text)) return Number(text);
  const { digits, negative } = signAndDigits(text);
  const match = DECIMAL_FORM.exec(digits);
  const printed = match === null || (match[1] === "" && match[2] === undefined) ? Number.NaN : Number(digits.replaceAll(",", ""));
  const lost = printed === 0 && (negative || /[1-9]/.test(digits.split(/e/i)[0] ?? ""));
  if (!Number.isFinite(printed) || lost) throw notANumber(cell, what);
  return negative ? -printed : printed;
}

function signAndDigits(text: string): { digits: string; negative: boolean } {
  const trimmed = text.trim();
  const sign = /^[-+\u2212]/.exec(trimmed)?.[0];
  return { digits: sign === undefined ? trimmed : trimmed.slice(1), negative: sign === "-" || sign === "\u2212" };
}

function notANumber(cell: Cell | string, what: string): NotANumber {
  const text = textOf(cell);
  return new NotANumber(text.trim() === "" ? `an empty cell is not ${what}` : `${quoted(text)} is not ${what}`, placeOf(cell));
}
