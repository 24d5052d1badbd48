import { defineIndicators } from "./indicator.ts";
import { UNITS } from "./units.ts";

const WITH_HONG_KONG = "China includes Hong Kong here.";
const SEVIS_LEVELS = {
  codes: {
    all: { zh: "各层次" },
    associate: { zh: "副学士" },
    bachelors: { zh: "本科" },
    masters: { zh: "硕士" },
    doctorate: { zh: "博士" },
    "flight-training": { zh: "飞行培训" },
    "high-school": { zh: "高中" },
    "language-training": { zh: "语言培训" },
    other: { zh: "其他" },
    "other-vocational": { zh: "其他职业教育" },
    primary: { zh: "小学" },
    secondary: { zh: "中学" },
  },
} as const;

export const STUDENTS = defineIndicators([
  {
    id: "us-active-students",
    title: { en: "Active US student records, by country of citizenship", zh: "美国在册国际学生记录（按国籍）" },
    description: "How many foreign students have an active F or M record in the United States.",
    definition:
      "Active SEVIS records (F and M) in the month by citizenship and education level. Records, not persons; includes practical training and school pupils, leaves out J-1.",
    unit: { en: "records", zh: "条记录" },
    periodKind: "month",
    dimensions: { level: SEVIS_LEVELS },
    source: "sevis-mapping",
    seasonal: true,
    notes: [
      "Compare exact twelve-month pairs only.",
      "November 2023 repeats the table of May 2023 cell for cell and is refused as stale.",
      "School ages are in primary and secondary; high-school is a leftover column.",
    ],
  },
  {
    id: "us-students-by-origin",
    title: { en: "International students in the US, by place of origin", zh: "在美国际学生（按来源地）" },
    description: "How many students from each place of origin were enrolled in US higher education in an academic year.",
    definition: "Open Doors census of enrolled students and those on optional practical training, by place of origin.",
    unit: { en: "students", zh: "名学生" },
    periodKind: "academic_year",
    dimensions: {},
    source: "open-doors-origins",
    breaks: [
      { period: "AY2020-21", note: "online students abroad were counted from here on" },
      { period: "AY2023-24", note: "online students abroad were counted no more" },
    ],
    notes: [
      "Online students abroad were counted from 2020/21 to 2022/23 and no more from the 2024 report.",
      "China leaves out Hong Kong, Macau and Taiwan.",
    ],
  },
  {
    id: "students-open-doors",
    title: { en: "International students in the US, as reported", zh: "在美国际学生（据报道）" },
    description: "Newest Open Doors totals as quoted by the press, for years whose workbook is not held.",
    definition:
      "Students in the US by place of origin, practical training included; `opt` is the part of them on practical training, not an addition.",
    unit: UNITS.persons,
    periodKind: "academic_year",
    dimensions: { level: { codes: { opt: { en: "on practical training", zh: "实习期（OPT）" } } } },
    optionalDimensions: ["level"],
    source: "us-students-reported",
    notes: ["Stands beside `us-students-by-origin` and is never joined to it."],
  },
  {
    id: "us-doctorates-awarded",
    title: { en: "US doctorates awarded to foreign citizens", zh: "美国授予外国公民的博士学位" },
    description: "How many people from a country received a research doctorate from a US university in a year.",
    definition:
      "Doctorate recipients by country of citizenship in the survey year (July to June), temporary visa holders, all fields or science and engineering.",
    unit: UNITS.persons,
    periodKind: "year",
    dimensions: { field: { codes: { se: { en: "science and engineering", zh: "科学与工程" } } } },
    optionalDimensions: ["field"],
    source: "nsf-sed",
    notes: [WITH_HONG_KONG, "Every issue revises earlier years slightly."],
  },
  {
    id: "us-doctorate-stay-intent",
    title: { en: "New US doctorates intending to stay in the US", zh: "打算留美的新科博士占比" },
    description: "Share of new foreign doctorate recipients who say they will stay in the United States.",
    definition:
      "Per cent of doctorate recipients on temporary visas with a stated location who intend to live in the US. An intention, not behaviour.",
    unit: UNITS.percent,
    periodKind: "year",
    dimensions: {},
    source: "nsf-sed",
    notes: [WITH_HONG_KONG, "The wording of the base changed in later issues."],
  },
  {
    id: "doctorate-intent-to-stay",
    title: { en: "New US doctorates intending to stay, later issues", zh: "打算留美的新科博士占比（较新各期调查）" },
    description:
      "Share of new Chinese doctorate recipients who say they will stay in the United States, from the 2023 issue of the survey.",
    definition: "Per cent of doctorate recipients on temporary visas who intend to stay, all fields. An intention, not behaviour.",
    unit: UNITS.percent,
    periodKind: "year",
    dimensions: { field: { codes: { all: { zh: "全部学科" } } } },
    source: "us-doctorate-intent",
    notes: [WITH_HONG_KONG, "Earlier issues print slightly different values for the same years."],
  },
  {
    id: "doctorate-stay-rate",
    title: { en: "Chinese doctorate recipients still in the US years later", zh: "中国博士数年后仍在美国的比例" },
    description: "Share of Chinese science and engineering doctorate recipients who live in the US five or ten years after the degree.",
    definition:
      "Per cent of temporary-visa recipients of a US science or engineering doctorate who are in the US at the horizon; the period is the year measured.",
    unit: UNITS.percent,
    periodKind: "year",
    dimensions: {
      horizon: { codes: { "5y": { en: "five years on", zh: "五年后" }, "10y": { en: "ten years on", zh: "十年后" } } },
      field: { codes: { se: { en: "science and engineering", zh: "科学与工程" } } },
    },
    source: "us-doctorate-stay",
    notes: [WITH_HONG_KONG, "Another method before 2013; another field taxonomy in 2021."],
  },
]);
