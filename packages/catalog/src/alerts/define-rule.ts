import type { AlertRule, Watch } from "@talent/core/alert/rule";
import { bindingsOf } from "@talent/core/measure/measure";
import { claimsUsing } from "./claims-using.ts";

type About = Pick<AlertRule, "id" | "name"> & Partial<Pick<AlertRule, "pending" | "recovering" | "evidence">>;
type Numbers = Extract<Watch, { kind: "measure" | "revision" }>;

/** A built-in rule for readers: tells at the first release, and keeps it to the page when there is no value any more, unless said otherwise. */
export function readersRule(about: About, watch: Watch, claims: readonly string[]): AlertRule {
  const { id, name, pending = 1, recovering = 1, evidence = 1 } = about;
  return { id, name, audience: "readers", watch, pending, recovering, evidence, noData: "quiet", claims };
}

/** A rule over numbers; the claims that rest on the same series are told too. */
export const numbersRule = (about: About, watch: Numbers): AlertRule => readersRule(about, watch, claimsUsing(bindingsOf(watch.measure)));
