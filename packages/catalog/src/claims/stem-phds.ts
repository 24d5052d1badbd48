import type { Claim } from "@talent/core/claim/claim";
import { above } from "@talent/core/measure/interval";
import { difference, growth, ratio, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const phds = (area: "CHN" | "USA") => value(series("stem-phds", area));
const doctorates = (area: "CHN" | "USA", field: "se" | "social-behavioral") => value(series("se-doctorates", area, { field }));
const withoutSocial = (area: "CHN" | "USA") => difference(doctorates(area, "se"), doctorates(area, "social-behavioral"));

const againstUs = { expected: above(1), unit: "x", primary: false, dataOrigin: "MOE" } as const;
const SAME_TABLE = "One table, one classification of fields for both countries.";

export const claim: Claim = {
  id: "stem-phds",
  paraphrase: { en: "Each year China turns out doctors of science in great number.", zh: "中国每年培养出大量理工科博士。" },
  topic: { en: "doctorates in science, China against the US", zh: "中美理工科博士之比" },
  place: { paragraph: 3, saidBy: "Chinese commenters online", sourceNamed: null },
  kind: "ratio",
  asserted: "a high number",
  readings: [
    {
      ...againstUs,
      id: "stem-phds-2019",
      says: "STEM doctorates, China divided by the US, 2019, by one research centre's lists of fields: more than one is high.",
      measure: ratio(phds("CHN"), phds("USA"), { comparability: "The centre's own list of fields for each country." }),
      period: "2019",
      primary: true,
      fit: "bridged",
      bridge: "High has no number; more than the country the article compares with is the plainest reading.",
      provenance: "reported",
    },
    {
      ...againstUs,
      id: "doctorates-all-se",
      says: "Doctorates in all of science and engineering, social sciences included, China divided by the US, 2018.",
      measure: ratio(doctorates("CHN", "se"), doctorates("USA", "se"), { comparability: SAME_TABLE }),
      period: "2018",
      fit: "bridged",
      bridge: "The widest list of fields; social sciences weigh far more in the US.",
      provenance: "official",
    },
    {
      ...againstUs,
      id: "doctorates-without-social",
      says: "Doctorates in science and engineering without social and behavioural sciences, China divided by the US, 2018.",
      measure: ratio(withoutSocial("CHN"), withoutSocial("USA"), { comparability: SAME_TABLE }),
      period: "2018",
      fit: "bridged",
      bridge: "The natural sciences, engineering and agriculture: nearest to what is meant by science.",
      provenance: "official",
    },
    {
      ...againstUs,
      id: "phd-graduates-ten-years",
      says: "All doctoral graduates in China in 2023 divided by those of ten years before, by the ministry's bulletins.",
      measure: growth(value(series("cn-graduates-bulletin", "CHN", { level: "phd" })), { years: 10 }),
      period: "2023",
      fit: "proxy",
      provenance: "reported",
    },
  ],
  revisions: [],
  related: [series("cn-graduates", "CHN", { level: "phd" }), series("stem-phds", "USA")],
  comparability: [
    "The field list decides: with social sciences the US was still ahead in 2018, without them China was.",
    "Figures for 2025 are projections and no evidence.",
  ],
};
