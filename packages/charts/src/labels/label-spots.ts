import type { ChartSeries } from "../chart-input.ts";

const WIDE_CHARACTER = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u;
const NARROW_CHARACTER = /[ .,:;'|!()[\]ijlIft·]/u;

/** Estimated width of a line of text in the same unit as `fontSize`; a server has no font to measure, so this is the page's own font, a little to the wide side. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += WIDE_CHARACTER.test(character) ? 1.02 : NARROW_CHARACTER.test(character) ? 0.3 : 0.535;
  return ems * fontSize;
}

/** Pixels. `weight`: how bad it is to cover this one, 1 by default. */
export type LabelBox = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly weight?: number;
};
export type LabelSpot = LabelBox & { readonly x: number; readonly y: number; readonly anchor: "start" | "middle" | "end" };

/** The box of one line of text whose baseline is `y`. */
export function labelSpot(text: string, x: number, y: number, anchor: LabelSpot["anchor"], fontSize: number): LabelSpot {
  const width = textWidth(text, fontSize);
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { x, y, anchor, left, right: left + width, top: y - fontSize * 0.85, bottom: y + fontSize * 0.25 };
}

export function overlapArea(a: LabelBox, b: LabelBox): number {
  return (
    Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))
  );
}

/** The first candidate that is inside the bounds and free; if none is quite free, the one that covers least. Null when no candidate is inside. */
export function freeSpot(candidates: readonly LabelSpot[], taken: readonly LabelBox[], bounds: LabelBox): LabelSpot | null {
  const inside = candidates.filter(
    (one) => one.left >= bounds.left && one.right <= bounds.right && one.top >= bounds.top && one.bottom <= bounds.bottom,
  );
  let best: LabelSpot | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of inside) {
    const covered = taken.reduce((sum, box) => sum + overlapArea(candidate, box) * (box.weight ?? 1), 0);
    if (covered < least) {
      best = candidate;
      least = covered;
    }
    if (covered === 0) break;
  }
  return best;
}

/** Small boxes along every line, so that words keep off it; `x` and `y` give the pixels of a date and a value. */
export function lineObstacles(series: readonly ChartSeries[], { x, y }: { x(at: Date): number; y(value: number): number }): LabelBox[] {
  const boxes: LabelBox[] = [];
  for (const { points } of series) {
    points.forEach((point, index) => {
      const to = { x: x(new Date(point.at)), y: y(point.value) };
      const before = points[index - 1];
      const from = before ? { x: x(new Date(before.at)), y: y(before.value) } : to;
      const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 6));
      for (let step = 1; step <= steps; step++) {
        const cx = from.x + ((to.x - from.x) * step) / steps;
        const cy = from.y + ((to.y - from.y) * step) / steps;
        boxes.push({ left: cx - 4, right: cx + 4, top: cy - 4, bottom: cy + 4 });
      }
    });
  }
  return boxes;
}
