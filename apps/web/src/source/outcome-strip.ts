import { drawn, type Html, html } from "../components/html.ts";
import { FAMILY_SHAPE } from "../components/verdict-shape.ts";
import { day } from "../words/dates.ts";
import { outcomeFamily, outcomeWords } from "../words/outcome-words.ts";
import type { SourceAt } from "./load.ts";

const STEP = 24;
const SIZE = 11;

/** Our last looks as a row of signs, the newest at the right; each says on pointing what it was. Nothing for a single look. */
export function outcomeStrip(outcomes: SourceAt["log"]["outcomes"]): Html | null {
  if (outcomes.length < 2) return null;
  const marks = [...outcomes].reverse().map(({ outcome, at }, index) => {
    const family = outcomeFamily(outcome);
    return html`<path d="${FAMILY_SHAPE[family]}" transform="translate(${index * STEP})" fill="var(--${family})" fill-rule="evenodd"><title>${day(at)}: ${outcomeWords(outcome)}</title></path>`;
  });
  const width = outcomes.length * STEP;
  const good = outcomes.filter(({ outcome }) => outcomeFamily(outcome) === "for").length;
  const label = `The last ${outcomes.length} looks, oldest first: ${good} went well`;
  const open = `<svg viewBox="0 0 ${width} 22" width="${(width / 22) * SIZE}" height="${SIZE}" class="outcome-strip" role="img"`;
  return html`${drawn(open)} aria-label="${label}">${marks}${drawn("</svg>")}`;
}
