import { alertById } from "@talent/catalog/alerts/all";
import { sourceName } from "@talent/catalog/alerts/sources";
import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import { claimZh, indicatorZh } from "@talent/catalog/names-zh";
import type { Locale, Named } from "@talent/core/alert/rule";
import { mailWords } from "../mail/texts.ts";

/** What a scope is called; `rules` are the names of rules that readers made, by id. An id nobody knows any more is shown as it is. */
export function scopeWords(scope: string, locale: Locale, rules: ReadonlyMap<string, Named>): string {
  const { confirm } = mailWords(locale);
  if (scope === "everything") return confirm.everything;
  if (scope === "operator") return confirm.operator;
  const [kind = "", id = ""] = [scope.slice(0, scope.indexOf(":")), scope.slice(scope.indexOf(":") + 1)];
  const isChinese = locale === "zh-CN";
  switch (kind) {
    case "claim":
      return isChinese ? claimZh(id) : (claimById(id)?.paraphrase ?? id);
    case "indicator":
      return isChinese ? indicatorZh(id) : (indicatorById(id)?.title ?? id);
    case "source":
      return sourceName(id)[locale];
    default:
      return (alertById(id)?.name ?? rules.get(id))?.[locale] ?? id;
  }
}
