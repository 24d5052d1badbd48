import type { ChartPoint } from "@talent/charts/chart-input";
import type { AlertRule } from "@talent/core/alert/rule";
import { bindingsOf } from "@talent/core/measure/measure";
import { amountWords } from "@talent/core/text/format";
import { verdictWord } from "@talent/core/text/verdict-text";
import { familyBadge } from "../components/badge.tsx";
import { type Html, html } from "../components/html.ts";
import { THEMES, themeOf } from "../indicator/themes.ts";
import { type Carried, href } from "../request/href.ts";
import { formatDay } from "../words/dates.ts";
import { typeset } from "../words/text.ts";
import { QUESTION_SHORT, verdictFamily } from "../words/verdict-words.ts";
import type { RuleAt } from "./load-rules.ts";
import { conditionSentence, phaseFamily, phaseWord } from "./rule-words.ts";

/** A group of rules on a page. */
type RuleTheme = { readonly id: string; readonly title: string };

const VERDICTS: RuleTheme = { id: "verdicts", title: "Verdicts on the claims" };
const REVISIONS: RuleTheme = { id: "revisions", title: "Numbers stated anew" };
const PUBLISHERS: RuleTheme = { id: "publishers", title: "Publishers" };
const OTHER: RuleTheme = { id: "other", title: "Other numbers" };

/** Every theme in the order of pages: verdicts, numbers in the order of the article, revisions, publishers. */
export const RULE_THEMES: readonly RuleTheme[] = [
  VERDICTS,
  ...THEMES.map(({ id, title }) => ({ id, title })),
  OTHER,
  REVISIONS,
  PUBLISHERS,
];

/** Where a rule stands: by what it watches. */
export function ruleTheme({ watch }: Pick<AlertRule, "watch">): RuleTheme {
  if (watch.kind === "verdict") return VERDICTS;
  if (watch.kind === "source") return PUBLISHERS;
  if (watch.kind === "revision") return REVISIONS;
  const theme = themeOf(bindingsOf(watch.measure)[0]?.indicator ?? "");
  return RULE_THEMES.find(({ id }) => id === theme?.id) ?? OTHER;
}

/** A rule with what it watches, where it stands and what was told last. */
export function ruleRow({ rule, at, drawn, points, verdicts }: RuleAt, carried: Carried): Html {
  const last = at?.lastNotice;
  return html`
    <li class="rule-row" id="rule-${rule.id}">
      <div>
        <h3><a href="${href("/alerts", carried, { rule: rule.id })}">${rule.name.en}</a></h3>
        <p class="rule-meta">${typeset(conditionSentence(rule))}</p>
      </div>
      <div class="rule-newest">${verdicts.length > 0 ? verdictsHtml(rule, verdicts) : newestHtml(points.at(-1), rule, drawn?.unit ?? "", (at?.phase ?? "no_data") === "no_data")}</div>
      <div>
        ${at ? familyBadge(phaseFamily(at.phase), phaseWord(rule, at.phase)) : familyBadge("none", "Not evaluated yet")}
        <p class="rule-meta">
          ${at?.since ? `since ${formatDay(at.since)}; ` : null}
          ${last ? html`<a href="${href(`/alerts/${last.id}`, carried)}">told ${formatDay(last.at)}</a>; ` : null}
          <a href="${href("/subscribe", { theme: carried.theme }, { scope: `rule:${rule.id}` })}" aria-label="Subscribe to: ${rule.name.en}">subscribe</a>
        </p>
      </div>
    </li>`;
}

function newestHtml(newest: ChartPoint | undefined, { watch }: RuleAt["rule"], unit: string, hasNone: boolean): Html | null {
  if (watch.kind === "source") return null;
  if (!newest) return html`<span class="rule-absent">${hasNone ? "no value yet" : "no value that may be shown"}</span>`;
  if (unit === "in force") return html`${newest.value === 1 ? "in force" : "not in force"}<span class="rule-under">${newest.label}</span>`;
  return html`<span class="rule-value">${typeset(amountWords(newest.value, unit))}</span><span class="rule-under">${newest.label}</span>`;
}

function verdictsHtml({ watch }: RuleAt["rule"], verdicts: RuleAt["verdicts"]): Html | null {
  if (watch.kind !== "verdict") return null;
  return html`${verdicts.map(
    (verdict, at) =>
      html`<span class="rule-verdict"><span class="rule-under">${QUESTION_SHORT[watch.questions[at] ?? "now"]}</span> ${familyBadge(verdictFamily(verdict), verdictWord(verdict))}</span>`,
  )}`;
}
