import type { Verdict } from "@talent/core/claim/assessment";
import { verdictWord } from "@talent/core/text/verdict-text";
import { type VerdictFamily, verdictFamily } from "../words/verdict-words.ts";
import { type Html, html, trustedHtml } from "./html.ts";
import { type Frame, tremorFrame } from "./tremor.ts";

const { createElement } = await import(/* turbopackIgnore: true */ "react");
const { default: TremorBadge } = await import(/* turbopackIgnore: true */ "@tremor/react/dist/components/icon-elements/Badge/Badge.js");

/** A shape for each family on a ground of 22 by 22, so that no verdict is told by colour alone: disc, diamond, half disc, ring. */
export const FAMILY_SHAPE: Readonly<Record<VerdictFamily, string>> = {
  for: "M11 3a8 8 0 1 1 0 16a8 8 0 1 1 0-16z",
  against: "M11 1.5l9.5 9.5l-9.5 9.5l-9.5-9.5z",
  unclear: "M11 3a8 8 0 1 1 0 16a8 8 0 1 1 0-16zM11 4.5a6.5 6.5 0 0 0 0 13z",
  none: "M11 4a7 7 0 1 1 0 14a7 7 0 1 1 0-14zM11 5.6a5.4 5.4 0 1 0 0 10.8a5.4 5.4 0 1 0 0-10.8z",
};

const TEXT_CLASS: Readonly<Record<VerdictFamily, string>> = {
  for: "text-for",
  against: "text-against",
  unclear: "text-unclear",
  none: "text-none",
};

const TINT_CLASS: Readonly<Record<VerdictFamily, string>> = {
  for: "bg-for-tint",
  against: "bg-against-tint",
  unclear: "bg-unclear-tint",
  none: "bg-none-tint",
};

const familyFrame = (family: VerdictFamily): Frame =>
  tremorFrame(TremorBadge, {
    className: `ring-0 px-2 py-px font-semibold ${TINT_CLASS[family]} ${TEXT_CLASS[family]}`,
    icon: () =>
      createElement(
        "svg",
        { viewBox: "0 0 22 22", width: 11, height: 11, "aria-hidden": true, className: "mr-1.5 shrink-0" },
        createElement("path", { d: FAMILY_SHAPE[family], fill: "currentColor", fillRule: "evenodd" }),
      ),
  });

// Rendered once: a page shows hundreds of them.
const FAMILY_FRAMES: Readonly<Record<VerdictFamily, Frame>> = {
  for: familyFrame("for"),
  against: familyFrame("against"),
  unclear: familyFrame("unclear"),
  none: familyFrame("none"),
};
const GRADE_CLASS = "bg-transparent px-1.5 py-0 text-[0.8125rem] leading-normal";
const GRADE_FRAME = tremorFrame(TremorBadge, { className: `${GRADE_CLASS} text-muted ring-rule` });
const STRONG_GRADE_FRAME = tremorFrame(TremorBadge, { className: `${GRADE_CLASS} font-semibold text-unclear ring-unclear` });

type GradeOptions = { readonly title?: string; readonly strong?: boolean };

/** A few words with the sign and colour of a family, in a list made with `html`. */
export function familyBadge(family: VerdictFamily, words: string): Html {
  return framed(FAMILY_FRAMES[family], words);
}

/** A verdict in one or two words with its sign and colour, in a list made with `html`. */
export function verdictBadge(verdict: Verdict): Html {
  return familyBadge(verdictFamily(verdict), verdictWord(verdict));
}

/** A grade of a reading: outlined, so that it is never taken for a verdict. `strong`: a warning to notice. */
export function gradeBadge(words: string, { title, strong = false }: GradeOptions = {}): Html {
  const badge = framed(strong ? STRONG_GRADE_FRAME : GRADE_FRAME, words);
  return title ? html`<span class="inline-flex" title="${title}">${badge}</span>` : badge;
}

/** `familyBadge` in a page made of elements. */
export function FamilyBadge({ family, children }: { family: VerdictFamily; children: string }) {
  return <Inline of={familyBadge(family, children)} />;
}

/** `verdictBadge` in a page made of elements. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return <Inline of={verdictBadge(verdict)} />;
}

/** `gradeBadge` in a page made of elements. */
export function GradeBadge({ children, ...options }: GradeOptions & { children: string }) {
  return <Inline of={gradeBadge(children, options)} />;
}

/** The small sign of a verdict's family. Always beside words. */
export function VerdictMark({ family, size = 12 }: { family: VerdictFamily; size?: number }) {
  return (
    <svg viewBox="0 0 22 22" width={size} height={size} aria-hidden="true" className={`inline-block shrink-0 ${TEXT_CLASS[family]}`}>
      <path d={FAMILY_SHAPE[family]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}

function framed([before, after]: Frame, words: string): Html {
  return html`${trustedHtml(before)}${words}${trustedHtml(after)}`;
}

function Inline({ of }: { of: Html }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: every text in it went through the one escaping function
  return <span className="inline-flex" dangerouslySetInnerHTML={{ __html: of.markup }} />;
}
