import type { Claim, Reading } from "@talent/core/claim/claim";
import { moreThan } from "@talent/core/measure/interval";
import { growth, growthSince, value } from "@talent/core/measure/measure";
import { series } from "../series/series.ts";

const regular = value(series("cn-graduates-regular", "CHN"));
const forecast = value(series("cn-graduates-forecast", "CHN"));
const tabled = value(series("cn-graduates", "CHN", { level: "regular" }));
const bachelors = value(series("cn-graduates", "CHN", { level: "regular-normal" }));
const firstDegrees = value(series("se-first-degrees", "CHN", { field: "all" }));

const fourteenfold = { expected: moreThan(14), unit: "x", primary: false, dataOrigin: "MOE" } as const;
const reportedFourteenfold = { ...fourteenfold, provenance: "reported" } as const;

/** Base years from which the growth is commonly counted, against the two newest ends that were public on the article's day. */
const BASE_AND_END_YEARS = [
  ["1998", "2020"],
  ["1999", "2020"],
  ["1998", "2022"],
  ["1999", "2022"],
  ["2000", "2022"],
] as const;

const sameSeriesReadings = BASE_AND_END_YEARS.map(
  ([base, end]): Reading => ({
    ...reportedFourteenfold,
    id: `regular-${base}-to-${end}`,
    says: `Graduates of regular undergraduate and short-cycle programmes in ${end} divided by those of ${base}, both actual totals.`,
    measure: growthSince(regular, { base }),
    period: end,
    fit: "bridged",
    bridge:
      "A span a little over twenty years: 1998 and 1999 are the last years before the widened intakes graduated, and lists often begin there.",
  }),
);

/** Ends that are forecasts and count postgraduates, over a base that does neither. */
const MIXED_BASE_AND_END_YEARS = [
  ["1998", "2024"],
  ["1999", "2025"],
] as const;

const mixedSeriesReadings = MIXED_BASE_AND_END_YEARS.map(
  ([base, end]): Reading => ({
    ...reportedFourteenfold,
    id: `mixed-basis-${base}-to-${end}`,
    says: `How 14 can be reproduced: the forecast for the class of ${end}, postgraduates included, over the actual undergraduate and short-cycle total of ${base}.`,
    measure: growthSince(forecast, {
      base,
      baseOf: regular,
      comparability:
        "Not comparable: the end is a forecast that counts postgraduates, the base is an actual total that does not. Shown only as an explanation.",
    }),
    period: end,
    newest: "fixed",
    fit: "related",
    uncounted: true,
  }),
);

export const claim: Claim = {
  id: "graduate-growth",
  paraphrase: {
    en: "Over twenty years the yearly number of people finishing university in China multiplied by more than fourteen.",
    zh: "二十年间，中国每年的高校毕业生人数增长到原来的14倍以上。",
  },
  topic: { en: "the growth of graduates in China over two decades", zh: "中国高校毕业生二十年的增长" },
  place: { paragraph: 9, saidBy: "article", sourceNamed: null },
  kind: "growth_factor",
  asserted: "more than 14-fold in two decades",
  readings: [
    {
      ...reportedFourteenfold,
      id: "regular-twenty-years",
      says: "Graduates of regular undergraduate and short-cycle programmes in 2020 divided by those of 2000: actual totals exactly twenty years apart.",
      measure: growth(regular, { years: 20 }),
      period: "2020",
      primary: true,
      fit: "same",
    },
    {
      ...reportedFourteenfold,
      id: "regular-twenty-years-to-newest",
      says: "Graduates of the same programmes in 2022 divided by those of 2002: the newest actual total that was public on the article's day.",
      measure: growth(regular, { years: 20 }),
      period: "2022",
      fit: "same",
    },
    ...sameSeriesReadings,
    {
      ...fourteenfold,
      id: "bachelors-twenty-years",
      says: "Bachelor's graduates in 2020 by the ministry's table divided by all first university degrees of 2000 by the US science indicators.",
      measure: growth(bachelors, {
        years: 20,
        base: firstDegrees,
        comparability:
          "The ministry's bachelor row and the indicators' first degrees for China are the same numbers in 2015, 2016 and 2017.",
      }),
      period: "2020",
      fit: "bridged",
      bridge: "Leaves out short-cycle colleges, which are no universities in the strict sense.",
      provenance: "official",
    },
    {
      ...fourteenfold,
      id: "bachelors-one-source",
      says: "First university degrees in 2018 divided by those of 2000, both from the US science indicators.",
      measure: growthSince(firstDegrees, { base: "2000" }),
      period: "2018",
      fit: "bridged",
      bridge: "One source for both ends, bachelor's degrees only, over eighteen years.",
      provenance: "official",
    },
    {
      ...fourteenfold,
      id: "regular-five-years-by-table",
      says: "Graduates of regular undergraduate and short-cycle programmes in 2020 divided by those of 2015, by the ministry's yearly tables: how the growth went on.",
      measure: growth(tabled, { years: 5 }),
      expected: null,
      period: "2020",
      fit: "related",
      provenance: "official",
    },
    ...mixedSeriesReadings,
  ],
  revisions: [],
  related: [series("cn-graduates-forecast", "CHN"), series("tertiary-enrolment-rate", "CHN")],
  comparability: [
    "Two series circulate under one heading: actual totals without postgraduates to 2012, forecasts with postgraduates from 2013. They are never joined here.",
    "The factor depends on the base year more than on anything else; every base from 1998 to 2000 is shown.",
  ],
};
