import { scopesOf } from "@talent/catalog/alerts/scopes";
import { claimById } from "@talent/catalog/claims/all";
import { INDICATORS, indicatorById } from "@talent/catalog/indicators/all";
import type { AlertRule } from "@talent/core/alert/rule";
import { currentBuiltInRules, ruleById } from "../alerts/built-in-rules.ts";

export type ScopeKind = "claim" | "indicator" | "source" | "rule" | "everything" | "operator";

/** What somebody can be told of: a thing that exists, what it is called here, and its page (null: it has none). */
export type Scope = {
  /** As it is stored: `claim:visas-harder`, `everything`. */
  readonly text: string;
  readonly kind: ScopeKind;
  readonly id: string;
  readonly name: string;
  readonly page: string | null;
};

/** What the kind of a scope is called before its name. */
export const SCOPE_KIND_WORDS: Readonly<Record<ScopeKind, string>> = {
  claim: "The claim",
  indicator: "The indicator",
  source: "The source",
  rule: "The rule",
  everything: "Everything",
  operator: "Our own fetches of sources",
};

const SOURCE_IDS: ReadonlySet<string> = new Set(INDICATORS.map(({ source }) => source));

/** The scope that a text names; null where there is no such thing. Source names are those of `titles`, by id. */
export async function readScope(text: string, titles: ReadonlyMap<string, string>): Promise<Scope | null> {
  const [kind = "", ...rest] = text.split(":");
  const id = rest.join(":");
  const scope = (of: ScopeKind, name: string | undefined, page: string | null): Scope | null =>
    name === undefined ? null : { text, kind: of, id, name, page };
  switch (kind) {
    case "claim":
      return scope("claim", claimById(id)?.paraphrase.en, `/claims/${id}`);
    case "indicator":
      return scope("indicator", indicatorById(id)?.title.en, `/indicators/${id}`);
    case "source":
      return scope("source", titles.get(id) ?? (SOURCE_IDS.has(id) ? id : undefined), titles.has(id) ? `/sources/${id}` : null);
    case "rule":
      return scope("rule", await readerRuleName(id), `/alerts?rule=${encodeURIComponent(id)}`);
    default:
      if (text === "everything") return scope("everything", "every rule", "/alerts");
      return text === "operator" ? scope("operator", "how fetches of sources end", null) : null;
  }
}

async function readerRuleName(id: string): Promise<string | undefined> {
  const rule = await ruleById(id);
  return rule?.audience === "readers" ? rule.name.en : undefined;
}

/** The rules that somebody with this scope is told of today; a rule of a reader's own counts only for itself. */
export async function rulesOf({ kind, id, text }: Scope): Promise<readonly AlertRule[]> {
  if (kind !== "rule") return (await currentBuiltInRules()).filter((rule) => scopesOf(rule).includes(text));
  const rule = await ruleById(id);
  return rule ? [rule] : [];
}
