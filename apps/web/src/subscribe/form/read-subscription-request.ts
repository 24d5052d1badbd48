import type { AlertRule } from "@talent/core/alert/rule";
import { InvalidMailAddress, readMailAddress } from "@talent/core/mail-address";
import type { Wish } from "@talent/db/write/subscribers/subscriptions";
import { badParameter } from "../../http/problem.ts";
import type { Fields } from "../../http/read-body.ts";
import { readSettings, textOf } from "../read-settings.ts";
import { choiceOfForm, readOwnRule } from "./user-rule-choice.ts";

const MOST_SCOPES = 20;

type Asked = {
  readonly fields: Fields;
  /** A form has texts only, and its rule is flat. */
  readonly isForm: boolean;
  /** Whether there is such a thing, and whoever asks may be told of it. */
  readonly isKnown: (scope: string) => Promise<boolean>;
};

/** What somebody asks for, from a body. Throws a Problem 400 that names the member. */
export async function readWish({ fields, isForm, isKnown }: Asked): Promise<Wish> {
  const address = readAddress(fields);
  const rule = ruleOf(fields.rule, isForm);
  const scopes = [...scopesOf(fields.scopes), ...(rule === null ? [] : [`rule:${rule.id}`])];
  if (scopes.length === 0) throw badParameter("scopes", "scopes must name at least one thing to be told of, or a rule must be given.");
  for (const scope of scopes)
    if (scope !== `rule:${rule?.id}` && !(await isKnown(scope)))
      throw badParameter("scopes", `There is no “${scope.slice(0, 80)}” to be told of.`);
  return { address, scopes: [...new Set(scopes)], rule, includeFuture: readFuture(fields.include_future), ...readSettings(fields) };
}

function readAddress(fields: Fields): string {
  const text = textOf(fields, "address");
  if (text === null) throw badParameter("address", "address is missing.");
  try {
    return readMailAddress(text);
  } catch (error) {
    if (error instanceof InvalidMailAddress) throw badParameter("address", error.message);
    throw error;
  }
}

function scopesOf(given: unknown): string[] {
  const list = given === undefined || given === null || given === "" ? [] : Array.isArray(given) ? given : [given];
  if (list.length > MOST_SCOPES) throw badParameter("scopes", `At most ${MOST_SCOPES} scopes can be asked for at once.`);
  const [other] = list.filter((scope) => typeof scope !== "string" || scope.length > 200 || /\p{C}/u.test(scope));
  if (other !== undefined)
    throw badParameter("scopes", "scopes must be texts like everything, claim:ID, indicator:ID, source:ID or rule:ID.");
  return list as string[];
}

function ruleOf(given: unknown, isForm: boolean): AlertRule | null {
  if (given === undefined || given === null || given === "") return null;
  return readOwnRule(isForm && typeof given === "object" ? choiceOfForm(given as Fields) : given);
}

function readFuture(given: unknown): boolean {
  if (given === undefined || given === null || given === "" || given === true || given === "yes" || given === "true") return true;
  if (given === false || given === "no" || given === "false") return false;
  throw badParameter("include_future", "include_future must be true or false.");
}
