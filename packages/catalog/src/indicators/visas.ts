import { defineIndicators } from "./indicator.ts";
import { UNITS } from "./units.ts";

/** The publisher may print any class; these are named in notices. */
const VISA_CLASSES = { open: true, codes: { F1: { en: "F-1", zh: "F-1签证" }, J1: { en: "J-1", zh: "J-1签证" } } } as const;
const ISSUANCES_ARE_NOT_REFUSALS =
  "Issuances are not refusals and carry no field of study: a fall can be fewer applications, longer validity or a closed consulate.";

export const VISAS = defineIndicators([
  {
    id: "us-visas-issued-annual",
    title: { en: "US nonimmigrant visas issued, by fiscal year", zh: "美国签发的非移民签证（按财年）" },
    description: "How many US visas of each class were issued to each nationality in a fiscal year.",
    definition:
      "Visas issued abroad in the US fiscal year (October to September) by nationality and visa class, as the State Department's yearly workbook counts them.",
    unit: UNITS.visas,
    periodKind: "fiscal_year",
    dimensions: { visa_class: VISA_CLASSES },
    source: "state-niv-annual",
    notes: [
      "From FY2019 the count follows the application, not the consular action; the publisher calls the two not comparable.",
      "F-1 to mainland China fell from FY2015 to FY2018 because five-year visas of late 2014 made renewals rarer.",
      "FY2020 and FY2021 are the pandemic.",
      ISSUANCES_ARE_NOT_REFUSALS,
    ],
  },
  {
    id: "us-visas-issued-monthly",
    title: { en: "US nonimmigrant visas issued, by month", zh: "美国签发的非移民签证（按月）" },
    description: "How many US visas of each class were issued to each nationality in a month.",
    definition:
      "Visas issued abroad in the calendar month by nationality and visa class, from the monthly tables; preliminary and re-issued without notice.",
    unit: UNITS.visas,
    periodKind: "month",
    dimensions: { visa_class: VISA_CLASSES },
    source: "state-niv-monthly",
    seasonal: true,
    notes: [
      "Student visas swing about 14 to 1 between August and winter: compare with the same month of another year only.",
      "Twelve months do not add to the yearly workbook.",
      "September 2023 is missing: a gap, not zero. An absent pair is absent, not zero.",
      ISSUANCES_ARE_NOT_REFUSALS,
    ],
  },
  {
    id: "us-visa-workload",
    title: { en: "US visa actions worldwide, by outcome", zh: "全球范围内美国签证的审理结果" },
    description: "How many visas of each class were issued and refused worldwide in a fiscal year, and how many refusals were overcome.",
    definition:
      "Consular actions of the US fiscal year by visa class, worldwide and not by nationality. Actions, not persons; `overcome` may answer refusals of earlier years.",
    unit: { en: "actions", zh: "次审理" },
    periodKind: "fiscal_year",
    dimensions: {
      visa_class: VISA_CLASSES,
      outcome: { codes: { issued: { zh: "签发" }, refused: { zh: "拒签" }, overcome: { zh: "拒签后获准" } } },
    },
    source: "state-niv-workload",
    notes: ["Area is WLD: the publisher prints no nationality here."],
  },
  {
    id: "p10043-refusals",
    title: { en: "Findings of ineligibility under Proclamation 10043", zh: "依据第10043号总统公告作出的拒签认定" },
    description: "How many Chinese applicants were refused a US visa under the proclamation, and how many refusals were later overcome.",
    definition:
      "Visa ineligibility findings that name the proclamation as their ground, in one US fiscal year. People who did not apply are not counted.",
    unit: UNITS.persons,
    periodKind: "fiscal_year",
    dimensions: { outcome: { codes: { refused: { zh: "拒签" }, overcome: { zh: "拒签后获准" } } } },
    source: "us-students-reported",
    notes: ["Only FY2021 exists: from FY2022 the ground is merged with others and cannot be told apart."],
  },
]);
