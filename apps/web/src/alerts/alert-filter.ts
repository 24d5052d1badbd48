import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import { sourceTitles } from "../store/source-titles.ts";
import type { HistoryAsked } from "./load-history.ts";
import { ruleById } from "./rule-by-id.ts";

/** What the page is narrowed to, in the words of its own page; `found` false: there is no such thing. */
export type AlertFilter = HistoryAsked & {
  readonly kind: "rule" | "claim" | "indicator" | "source";
  readonly id: string;
  readonly name: string;
  readonly page: string | null;
  readonly found: boolean;
};

const KINDS = ["rule", "claim", "indicator", "source"] as const;

/** What an address narrows the alerts to: the first of rule, claim, indicator and source that it names; null when it names none. */
export async function readAlertFilter(one: (name: string) => string | null): Promise<AlertFilter | null> {
  for (const kind of KINDS) {
    const id = one(kind);
    if (id === null) continue;
    const name = await nameOf(kind, id);
    const asked = kind === "rule" ? { rule: id } : { scope: `${kind}:${id}` };
    return { kind, id, ...asked, name: name ?? id, found: name !== null, page: kind === "rule" ? null : `/${kind}s/${id}` };
  }
  return null;
}

async function nameOf(kind: AlertFilter["kind"], id: string): Promise<string | null> {
  switch (kind) {
    case "claim":
      return claimById(id)?.paraphrase ?? null;
    case "indicator":
      return indicatorById(id)?.title ?? null;
    case "source":
      return (await sourceTitles()).get(id) ?? null;
    case "rule": {
      const rule = await ruleById(id);
      return rule?.audience === "readers" ? rule.name.en : null;
    }
  }
}
