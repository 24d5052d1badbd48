import type { Claim } from "@talent/core/claim/claim";
import { change, rate, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";
import { rising } from "./hedges.ts";

const filed = value(series("genai-services-filed-cumulative", "CHN", { kind: "filing" }));

export const claim: Claim = {
  id: "more-startups",
  paraphrase: {
    en: "Before long there will be further Chinese AI companies that succeed.",
    zh: "不久之后，还会有更多中国人工智能企业取得成功。",
  },
  topic: { en: "further successful AI companies in China", zh: "更多成功的中国人工智能企业" },
  place: { paragraph: 20, saidBy: "Yanbo Wang", sourceNamed: null },
  kind: "prediction",
  asserted: "more, soon",
  readings: [
    {
      id: "newly-funded-companies",
      says: "Chinese AI companies funded for the first time in 2027 minus those of 2024, one provider's count.",
      measure: change(value(series("ai-companies-newly-funded", "CHN")), { since: "2024" }),
      expected: rising,
      unit: "companies",
      period: "2027",
      primary: true,
      fit: "bridged",
      bridge: "A first funding round is the earliest success that is counted in the same way every year.",
      provenance: "research",
      dataOrigin: "Quid",
    },
    {
      id: "services-filed-per-month",
      says: "Generative AI services filed per 30 days at the end of 2027, minus the same rate at the end of 2025.",
      measure: change(rate(filed, { days: 30 }), { since: "2025-12-31" }),
      expected: rising,
      unit: "services per 30 days",
      period: "2027-12-31",
      primary: false,
      fit: "proxy",
      provenance: "reported",
      dataOrigin: "Cyberspace Administration of China",
    },
  ],
  revisions: [],
  related: [
    series("unicorns", "CHN", { industry: "all" }),
    series("ai-companies-newly-funded", "CHN"),
    series("ai-companies-newly-funded", "USA"),
    series("unicorns-hurun", "CHN"),
  ],
  prediction: {
    criteria:
      "It came true when one provider's yearly count of newly funded Chinese AI companies for 2027 lies above its count for 2024. Another provider's count, a running total or a count of unicorns decides nothing.",
    writtenOn: "2026-11-23",
    dueOn: "2027-12-31",
  },
  comparability: [
    "The running total of filings can only grow: only its rate says anything.",
    "Lists of unicorns have no class for AI since 2025.",
  ],
};
