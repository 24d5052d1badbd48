import type { Claim, Reading } from "@talent/core/claim/claim";
import { above } from "@talent/core/measure/interval";
import { ratio, value } from "@talent/core/measure/measure";
import type { AreaCode } from "../areas/all.ts";
import { series } from "../series/series.ts";

const paidByBusiness = (area: AreaCode) => value(series("university-rd-business-share", area));

const PEERS = [
  ["USA", "the United States"],
  ["DEU", "Germany"],
  ["GBR", "the United Kingdom"],
] as const;

const readings = PEERS.map(
  ([area, name]): Reading => ({
    id: `business-share-against-${area.toLowerCase()}`,
    says: `Share of university research that business pays for, China divided by ${name}.`,
    measure: ratio(paidByBusiness("CHN"), paidByBusiness(area)),
    expected: above(1),
    unit: "x",
    period: "2022",
    primary: area === "USA",
    fit: "bridged",
    bridge: "Money is the one tie between firms and universities that is counted alike in many countries.",
    provenance: "official",
    dataOrigin: "OECD",
  }),
);

export const claim: Claim = {
  id: "academia-industry-ties",
  paraphrase: {
    en: "In China universities and companies are bound together more closely than in Western countries.",
    zh: "在中国，高校与企业的联系比西方国家更为紧密。",
  },
  topic: { en: "ties between universities and firms in China", zh: "中国高校与企业的联系" },
  place: { paragraph: 16, saidBy: "Marina Zhang", sourceNamed: null },
  kind: "ratio",
  asserted: "more robust than in the West",
  readings,
  revisions: [],
  related: [],
  comparability: ["The West is no country: three are shown. State-owned firms count as business in China."],
};
