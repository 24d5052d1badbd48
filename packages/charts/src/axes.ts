import { escapeText } from "./escape.ts";
import { formatTick } from "./format-value.ts";
import type { Frame } from "./frame.ts";
import { textWidth } from "./labels/label-spots.ts";

const DAY_MS = 86_400_000;
const MONTH_YEAR = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

type TimeTick = { readonly at: number; readonly text: string };

/** Horizontal rules with their values, and the years or months below. */
export function axesMarkup(frame: Frame, unit: string): string {
  return `<g class="axes" font-size="${frame.fontSize}">${valueRules(frame, unit)}${timeTicks(frame)
    .map((tick) => timeLabel(frame, tick))
    .join("")}</g>`;
}

function valueRules({ y, yTicks, left, right, fontSize }: Frame, unit: string): string {
  return yTicks
    .map((tick) => {
      const at = round(y(tick));
      const stroke = tick === 0 ? "var(--chart-axis)" : "var(--chart-grid)";
      return `<line x1="${left}" x2="${right}" y1="${at}" y2="${at}" stroke="${stroke}"/><text x="${left - 8}" y="${round(at + fontSize * 0.35)}" text-anchor="end" fill="var(--chart-muted)">${escapeText(formatTick(tick, unit))}</text>`;
    })
    .join("");
}

function timeLabel({ bottom, fontSize }: Frame, { at, text }: TimeTick): string {
  return `<line x1="${round(at)}" x2="${round(at)}" y1="${bottom}" y2="${bottom + 5}" stroke="var(--chart-axis)"/><text x="${round(at)}" y="${bottom + fontSize + 9}" text-anchor="middle" fill="var(--chart-muted)">${text}</text>`;
}

/** A label under the middle of a year, as a year's number is drawn there; months for short spans. Labels that would touch are left out evenly. */
export function timeTicks({ x, left, right, fontSize }: Frame): TimeTick[] {
  const [from, to] = x.domain() as [Date, Date];
  const short = to.getTime() - from.getTime() < 2.2 * 366 * DAY_MS;
  const all = short ? monthTicks(x.ticks(8)) : yearTicks(from.getUTCFullYear(), to.getUTCFullYear());
  const inside = all.map((tick) => ({ text: tick.text, at: x(tick.day) })).filter(({ at }) => at >= left && at <= right);
  const room = textWidth(inside[0]?.text ?? "", fontSize) + 14;
  const spacing = inside.length > 1 ? ((inside.at(-1) as TimeTick).at - (inside[0] as TimeTick).at) / (inside.length - 1) : room;
  const every = nextNiceStep(Math.ceil(room / spacing));
  return inside.filter((tick, index) => (short ? index % every === 0 : Number(tick.text) % every === 0));
}

function yearTicks(from: number, to: number): { day: Date; text: string }[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({ day: new Date(Date.UTC(from + i, 6, 1)), text: String(from + i) }));
}

function monthTicks(days: readonly Date[]): { day: Date; text: string }[] {
  return days.map((day) => ({ day, text: MONTH_YEAR.format(day) }));
}

function nextNiceStep(step: number): number {
  return [1, 2, 5, 10, 20, 50].find((nice) => nice >= step) ?? 100;
}

/** Two decimals are enough for a screen and keep the markup small. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
