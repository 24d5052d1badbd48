import type { AlertRule, LocalizedText } from "@talent/core/alert/rule";
import type { SourceFacts } from "@talent/core/capture/source";
import { bindingsOf } from "@talent/core/measure/measure";
import { localized } from "@talent/core/text/name";
import { AWAITED_SOURCES } from "../awaited-sources.ts";
import { CLAIMS } from "../claims/all.ts";
import { INDICATORS, indicatorById } from "../indicators/all.ts";
import { ALERTS } from "./all.ts";
import { readersRule } from "./define-rule.ts";

/** What rules and notices need of a source that is built. The catalogue does not know it: whoever has the sources, or the store, hands it in. */
export type NamedSource = Pick<SourceFacts, "id" | "title" | "short" | "kind">;

/** A source by its id, short enough for a subject line. An id without a name is returned as it is. */
export type SourceNames = (id: string) => LocalizedText;

/** The names of sources that are built, and of those that indicators wait for. */
export function sourceNames(built: readonly NamedSource[]): SourceNames {
  const names = new Map(built.map(({ id, title, short = { en: title } }) => [id, localized(short)]));
  return (id) => names.get(id) ?? localized(Object.hasOwn(AWAITED_SOURCES, id) ? (AWAITED_SOURCES[id] ?? { en: id }) : { en: id });
}

/** Every rule that exists from the start: those of the catalogue, then publishers that may be late, then our own fetches. */
export function builtInRules(built: readonly NamedSource[]): readonly AlertRule[] {
  const names = sourceNames(built);
  return [...ALERTS, ...lateSourceRules(names), ...fetchHealthRules(built, names)];
}

/** A publisher's next figures as a subject line names them. */
export function publicationName(source: string, names: SourceNames): LocalizedText {
  const { en, "zh-CN": zh } = names(source);
  return { en: `${en}: the next publication`, "zh-CN": `${zh}：下一次发布` };
}

/** A publisher that a primary reading waits for is past its due date plus grace. */
const lateSourceRules = (names: SourceNames): AlertRule[] =>
  [...CLAIMS_BY_SOURCE].map(([source, claims]) =>
    readersRule({ id: `late-${source}`, name: publicationName(source, names) }, { kind: "source", source, side: "theirs" }, claims),
  );

/** The claims whose primary reading takes a number from each source, by source id. */
const CLAIMS_BY_SOURCE: ReadonlyMap<string, readonly string[]> = claimsBySource();

function claimsBySource(): Map<string, string[]> {
  const pairs = CLAIMS.flatMap(({ id, readings }) => {
    const measures = readings.flatMap(({ primary, measure }) => (primary && measure !== null ? [measure] : []));
    const sources = measures.flatMap(bindingsOf).flatMap(({ indicator }) => indicatorById(indicator)?.source ?? []);
    return [...new Set(sources)].map((source) => [source, id] as const);
  });
  return new Map([...Map.groupBy(pairs, ([source]) => source)].map(([source, of]) => [source, of.map(([, id]) => id)]));
}

/** Our own fetches of each source that is fetched or handed in. A table of ours is never fetched, and one that is not built never has a release. */
function fetchHealthRules(built: readonly NamedSource[], names: SourceNames): AlertRule[] {
  const curated = new Set(built.flatMap(({ id, kind }) => (kind === "curated" ? [id] : [])));
  const fetched = [...new Set(INDICATORS.map(({ source }) => source))].filter((source) => !curated.has(source));
  return fetched.map((source) => {
    const { en, "zh-CN": zh } = names(source);
    const name = { en: `${en}: fetches`, "zh-CN": `${zh}：我们的抓取` };
    const rule = readersRule({ id: `looks-${source}`, name, pending: 2 }, { kind: "source", source, side: "ours" }, []);
    return { ...rule, audience: "operator" };
  });
}
