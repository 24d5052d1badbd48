import { defineIndicators } from "./indicator.ts";
import { UNITS } from "./units.ts";

const MOE_LEVELS = {
  codes: {
    postgraduate: { zh: "研究生" },
    phd: { en: "PhD", zh: "博士" },
    master: { zh: "硕士" },
    regular: { zh: "普通本专科" },
    "regular-normal": { zh: "普通本科" },
    "regular-short-cycle": { zh: "普通专科" },
    adult: { zh: "成人本专科" },
    "adult-normal": { zh: "成人本科" },
    "adult-short-cycle": { zh: "成人专科" },
    "web-based": { zh: "网络本专科" },
    "web-based-normal": { zh: "网络本科" },
    "web-based-short-cycle": { zh: "网络专科" },
  },
} as const;

const ADULT_STAYS_OUT = "Adult and web-based programmes are stated apart and never added to the regular ones.";
const WIDER_2017 = "The definition of postgraduates widened in 2017 (enrolment jumps, graduates do not visibly).";
const TWO_BASES =
  "Lists on the web join actual totals to 2012 with forecasts from 2013; the step between them is the basis, not growth. Never splice.";

export const CHINESE_EDUCATION = defineIndicators([
  {
    id: "cn-graduates",
    title: { en: "Graduates of Chinese higher education", zh: "中国高等教育毕业生数" },
    description: "How many students graduated in a year, by level and type of programme.",
    definition: "Graduates in formal education of the calendar year, national total, as the Ministry of Education's table prints them.",
    unit: UNITS.persons,
    periodKind: "year",
    dimensions: { level: MOE_LEVELS },
    source: "moe-education-tables",
    notes: [ADULT_STAYS_OUT, "From data year 2021 the table splits regular undergraduates from vocational ones: add them."],
  },
  {
    id: "cn-entrants",
    title: { en: "Entrants to Chinese higher education", zh: "中国高等教育招生数" },
    description: "How many students entered in a year, by level and type of programme.",
    definition: "Entrants in formal education of the calendar year, national total, from the same table.",
    unit: UNITS.persons,
    periodKind: "year",
    dimensions: { level: MOE_LEVELS },
    source: "moe-education-tables",
    notes: [ADULT_STAYS_OUT, WIDER_2017],
  },
  {
    id: "cn-enrolment",
    title: { en: "Students enrolled in Chinese higher education", zh: "中国高等教育在校生数" },
    description: "How many students were enrolled in a year, by level and type of programme.",
    definition: "Students enrolled in formal education, national total, from the same table.",
    unit: UNITS.persons,
    periodKind: "year",
    dimensions: { level: MOE_LEVELS },
    source: "moe-education-tables",
    notes: [ADULT_STAYS_OUT, WIDER_2017],
  },
  {
    id: "cn-graduates-regular",
    title: { en: "Graduates of regular programmes in China, long series", zh: "中国普通本专科毕业生数（长序列）" },
    description: "Actual number of undergraduate and short-cycle graduates per year since 1978.",
    definition:
      "Graduates of regular higher education, undergraduate plus short-cycle; no postgraduates, no adult or web-based programmes.",
    unit: UNITS.persons,
    periodKind: "year",
    dimensions: {},
    source: "cn-graduate-counts",
    notes: [TWO_BASES, "No actual total was found for 2014 or 2024: a gap, not zero.", "To 2012 printed in units of 10,000."],
  },
  {
    id: "cn-graduates-forecast",
    title: { en: "Forecast of graduates in China, class of the year", zh: "中国高校应届毕业生人数预测" },
    description: "The ministry's forecast, made the autumn before, of how many students will graduate.",
    definition: "Expected graduates of regular higher education, postgraduates included, rounded to 10,000.",
    unit: UNITS.persons,
    periodKind: "year",
    dimensions: {},
    source: "cn-graduate-counts",
    notes: [TWO_BASES, "A forecast: it supports nothing about what happened."],
  },
  {
    id: "cn-graduates-bulletin",
    title: { en: "Graduates in China, bulletins and tables read by hand", zh: "中国高校毕业生数（公报和人工录入的表）" },
    description: "Graduates by level from bulletins and from tables of years that have no capture.",
    definition: "Graduates of the calendar year by level, from the ministry's table where it was read, else from the rounded bulletin.",
    unit: UNITS.persons,
    periodKind: "year",
    dimensions: {
      level: {
        codes: {
          postgraduate: { zh: "研究生" },
          phd: { en: "PhD", zh: "博士" },
          master: { zh: "硕士" },
          "regular-normal": { zh: "普通本科" },
          "regular-short-cycle": { zh: "普通专科" },
        },
      },
    },
    source: "cn-graduate-counts",
    notes: ["Stands beside `cn-graduates` to cross-check it and is never joined to it.", WIDER_2017],
  },
  {
    id: "tertiary-enrolment-rate",
    title: { en: "Tertiary enrolment rate", zh: "高等教育毛入学率" },
    description: "Students in tertiary education against the size of the age group.",
    definition: "Gross enrolment ratio, tertiary, both sexes, per cent; above 100 is possible.",
    unit: UNITS.percent,
    periodKind: "year",
    dimensions: {},
    source: "world-bank",
    notes: ["China jumps by 11 points from 2013 to 2014: a break in method.", "No US value before 2013 but 2005."],
  },
  {
    id: "education-spending-share",
    title: { en: "Public spending on education", zh: "公共教育支出" },
    description: "What the state spends on education against the size of the economy.",
    definition: "Government expenditure on education, all levels, as a per cent of gross domestic product.",
    unit: UNITS.percentOfGdp,
    periodKind: "year",
    dimensions: {},
    source: "education-spending",
    notes: ["No source is built yet."],
  },
]);
