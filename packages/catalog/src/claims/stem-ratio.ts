import type { Claim } from "@talent/core/claim/claim";
import { moreThan } from "@talent/core/measure/interval";
import { difference, ratio, sum, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const graduates = (area: "CHN" | "USA") => value(series("stem-graduates", area, { level: "all-tertiary" }));
const degrees = (area: "CHN" | "USA", field: "se" | "social-behavioral" | "engineering" | "computer-sciences") =>
  value(series("se-first-degrees", area, { field }));
const withoutSocial = (area: "CHN" | "USA") => difference(degrees(area, "se"), degrees(area, "social-behavioral"));
const perHead = (area: "CHN" | "USA") =>
  ratio(graduates(area), value(series("population", area)), {
    comparability: "Graduates of a year over the people of the same country and year.",
  });

const bridged = {
  expected: moreThan(4),
  unit: "x",
  period: "2018",
  primary: false,
  fit: "bridged",
  provenance: "official",
  dataOrigin: "MOE",
} as const;
const related = { expected: null, unit: "x", primary: false, fit: "related", dataOrigin: "MOE" } as const;

const SAME_TABLE = "One table, one classification of fields for both countries.";

export const claim: Claim = {
  id: "stem-ratio",
  paraphrase: {
    en: "For each STEM graduate of the United States in 2020 China had more than four.",
    zh: "2020年，美国每有一名STEM（科学、技术、工程和数学）毕业生，中国就有四名以上。",
  },
  topic: { en: "STEM graduates, China against the US", zh: "中美STEM毕业生之比" },
  place: { paragraph: 10, saidBy: "article", sourceNamed: null },
  kind: "ratio",
  asserted: "more than four times, in 2020",
  readings: [
    {
      id: "all-levels-2020",
      says: "STEM graduates of all levels, short-cycle colleges included, China divided by the US, as one research centre harmonised them for 2020.",
      measure: ratio(graduates("CHN"), graduates("USA"), { comparability: "Harmonised by the study itself." }),
      expected: moreThan(4),
      unit: "x",
      period: "2020",
      primary: true,
      fit: "same",
      provenance: "reported",
      dataOrigin: "MOE",
    },
    {
      ...bridged,
      id: "first-degrees-all-se",
      says: "First university degrees in all of science and engineering, social sciences included, China divided by the US, 2018.",
      measure: ratio(degrees("CHN", "se"), degrees("USA", "se"), { comparability: SAME_TABLE }),
      bridge: "Bachelor's level only, two years earlier, and the widest list of fields.",
    },
    {
      ...bridged,
      id: "first-degrees-without-social",
      says: "First university degrees in science and engineering without social and behavioural sciences, China divided by the US, 2018.",
      measure: ratio(withoutSocial("CHN"), withoutSocial("USA"), { comparability: SAME_TABLE }),
      bridge: "Bachelor's level only, two years earlier, and the fields that most lists of STEM share.",
    },
    {
      ...bridged,
      id: "first-degrees-engineering-computing",
      says: "First university degrees in engineering and computing, China divided by the US, 2018.",
      measure: ratio(degrees("CHN", "engineering"), sum([degrees("USA", "engineering"), degrees("USA", "computer-sciences")]), {
        comparability: "China's engineering holds its computer sciences, which it does not print apart; the US side adds the two.",
      }),
      bridge: "Bachelor's level only, two years earlier, and the narrowest list of fields, the one nearest to AI.",
    },
    {
      ...related,
      id: "per-head-2020",
      says: "STEM graduates of all levels per head of population, China divided by the US, 2020.",
      measure: ratio(perHead("CHN"), perHead("USA"), { comparability: "Each side per head of its own population." }),
      period: "2020",
      provenance: "reported",
    },
    {
      ...related,
      id: "doctorates-2019",
      says: "STEM doctorates, China divided by the US, 2019, by the same research centre.",
      measure: ratio(value(series("stem-phds", "CHN")), value(series("stem-phds", "USA")), {
        comparability: "The centre's own list of fields for each country.",
      }),
      period: "2019",
      provenance: "reported",
    },
  ],
  revisions: [],
  related: [series("stem-graduates-share", "CHN", { level: "all-tertiary" })],
  comparability: [
    "Which fields count moves this ratio more than which levels: 2.2 with all of science and engineering, 3.5 without social sciences, 5.4 for engineering and computing.",
    "Every count of China here goes back to its education ministry.",
  ],
};
