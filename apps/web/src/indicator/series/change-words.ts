import { numberWords } from "@talent/core/text/format";
import type { Step } from "../pick/views.ts";

/** A difference with its sign: "+4.2%", "−3.1 points", "3 places up". */
export function changeWords(value: number, step: Step): string {
  if (step === "places") return value === 0 ? "same place" : `${placeWords(Math.abs(value))} ${value < 0 ? "up" : "down"}`;
  const size = Math.abs(value);
  const number = step === "percent" ? percentWords(size) : numberWords(Number(size.toPrecision(3)));
  const sign = number === "0" ? "" : value < 0 ? "\u2212" : "+";
  return `${sign}${number}${step === "percent" ? "%" : " points"}`;
}

/** One decimal is enough for a change in per cent, and none above a hundred. */
function percentWords(size: number): string {
  return numberWords(Number(size.toFixed(size >= 100 ? 0 : size >= 1 ? 1 : 2)));
}

function placeWords(count: number): string {
  return `${numberWords(count)} ${count === 1 ? "place" : "places"}`;
}

/** What a revision did to a number, in per cent of it; null where that says nothing. */
export function revisedBy(from: number | null, to: number | null): string | null {
  if (from === null || to === null || from === 0 || from === to) return null;
  return changeWords((100 * (to - from)) / Math.abs(from), "percent");
}
