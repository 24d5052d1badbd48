import type { Name } from "@talent/core/text/name";

/** Units that several indicators, readings or rules share, as they follow a number. An indicator's literal may also state a unit of its own. */
export const UNITS = {
  percentSign: { en: "%", zh: "%" },
  percent: { en: "percent", zh: "%" },
  percentOfGdp: { en: "percent of GDP", zh: "%（占GDP）" },
  points: { en: "points", zh: "个百分点" },
  scorePoints: { en: "score points", zh: "分" },
  times: { en: "x", zh: "倍" },
  timesRecord: { en: "x the earlier record", zh: "倍（与此前最高值相比）" },
  timesLow: { en: "x the earlier low", zh: "倍（与此前最低值相比）" },
  ofTheAuthors: { en: "of the authors", zh: "（占作者的比例）" },
  persons: { en: "persons", zh: "人" },
  papers: { en: "papers", zh: "篇论文" },
  models: { en: "models", zh: "个模型" },
  universities: { en: "universities", zh: "所高校" },
  degrees: { en: "degrees", zh: "个学位" },
  visas: { en: "visas", zh: "份签证" },
  rank: { en: "rank", zh: "位" },
  places: { en: "places", zh: "个名次" },
  companies: { en: "companies", zh: "家公司" },
  services: { en: "services", zh: "项服务" },
  servicesPerMonth: { en: "services per 30 days", zh: "项服务（每30天）" },
  servicesPerDay: { en: "services per day", zh: "项服务（每天）" },
  perMillionPeople: { en: "per million people", zh: "（每百万人）" },
  hundredMillionCny: { en: "100m CNY", zh: "亿元人民币" },
} as const satisfies Readonly<Record<string, Name>>;
