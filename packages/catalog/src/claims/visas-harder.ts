import type { Claim } from "@talent/core/claim/claim";
import { above, inForce } from "@talent/core/measure/interval";
import { difference, growth, season, value, yearOnYear } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";
import { below, falling } from "./hedges.ts";

const F1 = { visa_class: "F1" } as const;
const chineseF1 = value(series("us-visas-issued-annual", "CHN", F1));
const otherF1 = difference(value(series("us-visas-issued-annual", "WLD", F1)), chineseF1);
const monthlyF1 = value(series("us-visas-issued-monthly", "CHN", F1));
const students = (level: "all" | "bachelors" | "doctorate") => value(series("us-active-students", "CHN", { level }));

const proxy = { primary: false, fit: "proxy", provenance: "official" } as const;
const visas = { ...proxy, dataOrigin: "State Department" } as const;
const records = { ...proxy, dataOrigin: "SEVIS" } as const;

export const claim: Claim = {
  id: "visas-harder",
  paraphrase: {
    en: "The US government, for reasons of national security, put visas further out of reach of Chinese students in some fields, AI among them.",
    zh: "美国政府出于国家安全的理由，让某些领域（包括人工智能）的中国学生更难拿到签证。",
  },
  topic: { en: "US visas for Chinese students", zh: "中国学生的美国签证" },
  place: { paragraph: 13, saidBy: "article", sourceNamed: null },
  kind: "policy_event",
  asserted: "a rule that makes visas harder",
  readings: [
    {
      id: "proclamation-in-force",
      says: "Proclamation 10043, which bars graduate students and researchers tied to China's fusion of military and civil research, is in force.",
      measure: value(series("policy-in-force", "USA", { event: "proclamation-10043" })),
      expected: inForce,
      unit: "in force",
      period: "2020-06-01",
      primary: true,
      fit: "same",
      provenance: "official",
      dataOrigin: "Federal Register",
    },
    {
      id: "refusals-under-it",
      says: "Chinese applicants refused under the proclamation in fiscal year 2021: more than none.",
      measure: value(series("p10043-refusals", "CHN", { outcome: "refused" })),
      expected: above(0),
      unit: "persons",
      period: "FY2021",
      newest: "fixed",
      primary: false,
      fit: "bridged",
      bridge: "A rule under which people are refused is harder in practice, not only on paper.",
      provenance: "reported",
      dataOrigin: "State Department",
    },
    {
      ...visas,
      id: "f1-against-rest-of-world",
      says: "Student visas to mainland Chinese, change on the year in per cent, minus the same change for all other nationalities.",
      measure: difference(yearOnYear(chineseF1), yearOnYear(otherF1)),
      expected: falling,
      unit: "points",
      period: "FY2024",
    },
    {
      ...visas,
      id: "f1-may-to-august",
      says: "Student visas to mainland Chinese from May to August, change on the year in per cent.",
      measure: yearOnYear(season(monthlyF1, { from: 5, to: 8 })),
      expected: falling,
      unit: "%",
      period: "2024-08",
    },
    {
      ...records,
      id: "doctoral-students-five-years",
      says: "Active records of Chinese doctoral students, the level the rule aims at, divided by those of the same month five years before.",
      measure: growth(students("doctorate"), { years: 5 }),
      expected: below(1),
      unit: "x",
      period: "2025-01",
    },
    {
      ...records,
      id: "bachelor-students-five-years",
      says: "Active records of Chinese bachelor's students, whom the rule exempts, divided by those of the same month five years before.",
      measure: growth(students("bachelors"), { years: 5 }),
      expected: below(1),
      unit: "x",
      period: "2025-01",
    },
    {
      ...records,
      id: "all-students-same-month",
      says: "Active records of Chinese students of all levels, change against the same month of the year before in per cent.",
      measure: yearOnYear(students("all")),
      expected: falling,
      unit: "%",
      period: "2024-09",
    },
  ],
  revisions: [],
  related: [
    series("us-visa-workload", "WLD", { visa_class: "F1", outcome: "refused" }),
    series("us-visas-issued-annual", "CHN", { visa_class: "J1" }),
    series("students-open-doors", "CHN"),
  ],
  comparability: [
    "Issuances are not refusals: they also fall when fewer apply. None of the proxies can prove the claim or refute it.",
    "The rule aims at graduate study and exempts undergraduates.",
    "The fall from FY2015 to FY2018 follows five-year visas; FY2020 and FY2021 are the pandemic; the count changes in FY2019.",
    "Refusals under the proclamation were published for FY2021 only.",
  ],
};
