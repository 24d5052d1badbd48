import { scaleLinear } from "d3-scale";
import { round } from "./axes.ts";
import { escapeText, safeId } from "./escape.ts";
import { textWidth } from "./labels/label-spots.ts";

/** One bar: whose it is, how long, and what is printed at its end. */
export type Bar = { readonly name: string; readonly value: number; readonly words: string };

export type BarListInput = {
  /** Unique on its page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly bars: readonly Bar[];
  readonly size?: "wide" | "narrow";
};

const SIZES = { wide: { width: 880, fontSize: 13 }, narrow: { width: 358, fontSize: 12 } } as const;
const BAR_HEIGHT = 18;

/** Bars from zero below each other, each under its name with its value in words: for numbers that have one moment and no course. Empty text without bars. */
export function barList({ id, title, description, bars, size = "wide" }: BarListInput): string {
  if (bars.length === 0) return "";
  const { width, fontSize } = SIZES[size];
  const step = fontSize + BAR_HEIGHT + 22;
  const room = Math.max(...bars.map((bar) => textWidth(bar.words, fontSize))) + 10;
  const ends = bars.map((bar) => bar.value);
  const x = scaleLinear()
    .domain([Math.min(0, ...ends), Math.max(0, ...ends) || 1])
    .range([1, width - room]);
  const height = bars.length * step;
  const place = safeId(`${id}-${size}`);
  const rows = bars.map((bar, index) => barRow(bar, index, { x, step, fontSize }));
  const zero = `<line x1="${round(x(0))}" x2="${round(x(0))}" y1="0" y2="${height - 12}" stroke="var(--chart-axis)"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" class="chart" role="img" aria-labelledby="${place}-title ${place}-desc"><title id="${place}-title">${escapeText(title)}</title><desc id="${place}-desc">${escapeText(description)}</desc>${rows.join("")}${zero}</svg>`;
}

type BarFrame = { readonly x: (value: number) => number; readonly step: number; readonly fontSize: number };

function barRow({ name, value, words }: Bar, index: number, { x, step, fontSize }: BarFrame): string {
  const top = index * step + fontSize + 6;
  const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
  return `<text x="${round(x(0)) + 6}" y="${top - 6}" font-size="${fontSize}" fill="var(--chart-muted)">${escapeText(name)}</text><rect x="${round(from)}" y="${top}" width="${round(Math.max(to - from, 1))}" height="${BAR_HEIGHT}" fill="var(--chart-line)"/><text x="${round(to) + 7}" y="${top + BAR_HEIGHT / 2 + fontSize * 0.36}" font-size="${fontSize}" font-weight="600" fill="var(--chart-ink)">${escapeText(words)}</text>`;
}
