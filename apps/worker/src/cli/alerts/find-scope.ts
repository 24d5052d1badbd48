import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { Db } from "@talent/db/connect";
import { SOURCES } from "@talent/sources/registry";
import { Usage } from "../arguments.ts";
import { neededRule } from "./find-rule.ts";

/** A scope that names something there is: `claim:ID`, `indicator:ID`, `source:ID`, `rule:ID`, `everything` or `operator`. Throws Usage for any other. */
export async function neededScope(db: Db, scope: string, usage: string): Promise<string> {
  if (scope === "everything" || scope === "operator") return scope;
  const [kind = "", id = ""] = [scope.slice(0, Math.max(0, scope.indexOf(":"))), scope.slice(scope.indexOf(":") + 1)];
  const known = {
    claim: () => claimById(id) !== undefined,
    indicator: () => indicatorById(id) !== undefined,
    source: () => SOURCES.some((source) => source.id === id),
  };
  if (kind === "rule") return `rule:${(await neededRule(db, id, usage)).id}`;
  if (!Object.hasOwn(known, kind) || !known[kind as keyof typeof known]())
    throw new Usage(
      `There is nothing called "${scope}"; a scope is claim:ID, indicator:ID, source:ID, rule:ID, everything or operator.`,
      usage,
    );
  return scope;
}
