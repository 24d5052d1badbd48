import { bindingsOf } from "@talent/core/measure/measure";
import { describe, expect, it } from "vitest";
import { CLAIMS } from "../claims/all.ts";
import { INDICATORS, indicatorById } from "../indicators/all.ts";
import { builtInRules, type NamedSource, sourceNames } from "./source-rules.ts";

const BUILT: readonly NamedSource[] = [
  {
    id: "policy-events",
    title: "Dated acts of states, with their legal text",
    kind: "curated",
    short: { en: "Dated acts", zh: "政策大事记" },
  },
  { id: "state-niv-monthly", title: "Visas issued each month", kind: "live" },
];
const RULES = builtInRules(BUILT);
const ruleById = (id: string) => RULES.find((rule) => rule.id === id);

describe("rules about sources", () => {
  it("watch every source of a closest reading for being late, for the claims that wait for it", () => {
    const late = RULES.filter(({ id, watch }) => watch.kind === "source" && watch.side === "theirs" && id.startsWith("late-"));
    const primaries = CLAIMS.flatMap(({ readings }) => readings.filter(({ primary }) => primary));
    const keys = primaries.flatMap(({ measure }) => (measure === null ? [] : bindingsOf(measure)));
    const sources = keys.map(({ indicator }) => indicatorById(indicator)?.source);
    expect(new Set(late.map(({ id }) => id))).toEqual(new Set(sources.map((source) => `late-${source}`)));
    expect(ruleById("late-the-rankings")?.claims).toEqual(["world-class-universities", "tsinghua-peking"]);
  });

  it("watch our own fetches of every source that is not typed by hand, for the operator alone", () => {
    const ours = RULES.filter(({ watch }) => watch.kind === "source" && watch.side === "ours");
    const looked = new Set(INDICATORS.map(({ source }) => source).filter((source) => source !== "policy-events"));
    expect(new Set(ours.map(({ id }) => id))).toEqual(new Set([...looked].map((source) => `looks-${source}`)));
    for (const rule of ours) expect(rule).toMatchObject({ audience: "operator", pending: 2, claims: [] });
    expect(RULES.filter(({ audience }) => audience === "operator")).toEqual(ours);
  });

  it("are named by the short name of the source in both languages, and where there is none by its title", () => {
    expect(ruleById("looks-state-niv-monthly")?.name).toEqual({
      en: "Visas issued each month: fetches",
      "zh-CN": "Visas issued each month：我们的抓取",
    });
    expect(ruleById("late-the-rankings")?.name).toEqual({
      en: "Times Higher Education rankings: the next publication",
      "zh-CN": "泰晤士高等教育世界大学排名：下一次发布",
    });
  });
});

describe("the names of sources", () => {
  const nameOf = sourceNames(BUILT);
  it("are those of the source itself, of one awaited, or else the id", () => {
    expect(nameOf("policy-events")).toEqual({ en: "Dated acts", "zh-CN": "政策大事记" });
    expect(nameOf("lmarena").en).toBe("LMArena leaderboard");
    expect(nameOf("constructor")).toEqual({ en: "constructor", "zh-CN": "constructor" });
  });
});
