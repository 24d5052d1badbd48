import { defineCurated } from "../define-curated.ts";

export const source = defineCurated(
  {
    id: "us-students-reported",
    title: "Students in the US and visa refusals, as reported",
    short: { en: "Students in the US and visa refusals, as reported", zh: "在美学生和拒签数字（据报道）" },
    publisher: { name: "Institute of International Education; US Department of State", url: "https://opendoorsdata.org/", country: "USA" },
    licence: { name: "(c) IIE, single figures cited; US government work", republish: "cited" },
    indicators: {
      "students-open-doors": [10_000, 3_000_000],
      "p10043-refusals": [0, 50_000],
    },
    cadence: { every: "P1Y", lag: "P5M", grace: "P2M" },
  },
  import.meta.url,
);
