import { familyBadge } from "../components/badge-html.ts";
import { type Html, html } from "../components/html.ts";
import { type Carried, href } from "../request/href.ts";
import type { SourceLine } from "./source-lines.ts";

/** Every source we fetch with what came of the last look, in short; the page on method has the rest. */
export function sourceList(lines: readonly SourceLine[], carried: Carried): Html {
  return html`${lines.map(
    (line) => html`
      <li id="source-${line.id}">
        <a href="${href(`/about#source-${line.id}`, carried)}">${line.title}</a>
        <span>${familyBadge(line.family, line.outcome)}</span>
        <span class="source-looked">looked ${line.looked}</span>
      </li>`,
  )}`;
}
