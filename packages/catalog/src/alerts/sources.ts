import type { AlertRule, LocalizedText } from "@talent/core/alert/rule";
import { bindingsOf } from "@talent/core/measure/measure";
import { CLAIMS } from "../claims/all.ts";
import { INDICATORS, indicatorById } from "../indicators/all.ts";
import { sourceZh } from "../names-zh.ts";
import { readersRule } from "./define-rule.ts";
import { SOURCE_NAMES } from "./source-names.ts";

/** Tables of ours, typed by hand: there is nothing to look at, so no look can fail. */
const CURATED_SOURCES: ReadonlySet<string> = new Set([
  "ai-companies-reported",
  "ai-majors",
  "ai-research-reported",
  "civil-service-exam",
  "cn-graduate-counts",
  "deepseek-team",
  "genai-filings-reported",
  "macropolo-talent",
  "policy-events",
  "rd-comparisons",
  "rd-statistics",
  "stem-comparisons",
  "us-doctorate-intent",
  "us-doctorate-stay",
  "us-students-reported",
]);

/** A source as short as a subject line wants it, in every language of notices; an unknown id is returned as it is. */
export function sourceName(id: string): LocalizedText {
  return { en: Object.hasOwn(SOURCE_NAMES, id) ? (SOURCE_NAMES[id] ?? id) : id, "zh-CN": sourceZh(id) };
}

/** A publisher's next figures as a subject line names them. */
export function publicationName(source: string): LocalizedText {
  const { en, "zh-CN": zh } = sourceName(source);
  return { en: `${en}: the next publication`, "zh-CN": `${zh}：下一次发布` };
}

/** The claims whose primary reading takes a number from each source, by source id. */
function claimsBySource(): Map<string, string[]> {
  const pairs = CLAIMS.flatMap(({ id, readings }) => {
    const measures = readings.flatMap(({ primary, measure }) => (primary && measure !== null ? [measure] : []));
    const sources = measures.flatMap(bindingsOf).flatMap(({ indicator }) => indicatorById(indicator)?.source ?? []);
    return [...new Set(sources)].map((source) => [source, id] as const);
  });
  return new Map([...Map.groupBy(pairs, ([source]) => source)].map(([source, of]) => [source, of.map(([, id]) => id)]));
}

/** A publisher that a primary reading waits for is past its due date plus grace. */
export const LATE_SOURCE_RULES: readonly AlertRule[] = [...claimsBySource()].map(([source, claims]) =>
  readersRule({ id: `late-${source}`, name: publicationName(source) }, { kind: "source", source, side: "theirs" }, claims),
);

/** Our own looks at each source that is fetched or handed in; one that nobody has registered never has a release. */
export const FETCH_HEALTH_RULES: readonly AlertRule[] = [...new Set(INDICATORS.map(({ source }) => source))]
  .filter((source) => !CURATED_SOURCES.has(source))
  .map((source) => {
    const { en, "zh-CN": zh } = sourceName(source);
    const name = { en: `${en}: our looks`, "zh-CN": `${zh}：我们的查看` };
    const rule = readersRule({ id: `looks-${source}`, name, pending: 2 }, { kind: "source", source, side: "ours" }, []);
    return { ...rule, audience: "operator" };
  });
