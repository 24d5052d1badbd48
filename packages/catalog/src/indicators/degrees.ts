import { defineIndicators } from "./indicator.ts";
import { UNITS } from "./units.ts";

/** Levels of the field hierarchy in the Indicators tables: all fields, science and engineering, and its five parts. */
const SE_FIELDS = {
  codes: {
    all: { zh: "全部学科" },
    se: { en: "science and engineering", zh: "科学与工程" },
    "physical-biological-math": { zh: "物理、生物和数学" },
    "computer-sciences": { zh: "计算机科学" },
    agricultural: { zh: "农学" },
    "social-behavioral": { zh: "社会和行为科学" },
    engineering: { zh: "工程" },
  },
} as const;

const NO_COMPUTING_SPLIT =
  "China has no row for computer sciences: they are inside engineering, so compare China's engineering with engineering plus computing elsewhere.";
const HEALTH_OUTSIDE = "Health is outside science and engineering, social sciences are inside.";
const ONE_MINISTRY = "Counts of China come from its statistics bureau and education ministry.";

export const DEGREES = defineIndicators([
  {
    id: "se-first-degrees",
    title: { en: "First university degrees, by country and field", zh: "第一学位授予数（按国家和学科）" },
    description: "How many people received a first university degree in a year, by broad field of science and engineering.",
    definition:
      "Bachelor's degrees and long first degrees (ISCED 2011 level 6 and long level 7) by field; short-cycle colleges are not counted.",
    unit: UNITS.degrees,
    periodKind: "year",
    dimensions: { field: SE_FIELDS },
    source: "nsf-sei-degrees",
    notes: [
      NO_COMPUTING_SPLIT,
      HEALTH_OUTSIDE,
      ONE_MINISTRY,
      "US fields follow the international classification and were restated between the 2020 and 2022 editions.",
    ],
  },
  {
    id: "se-doctorates",
    title: { en: "Doctoral degrees, by country and field", zh: "博士学位授予数（按国家和学科）" },
    description: "How many people received a doctorate in a year, by broad field of science and engineering.",
    definition: "Doctoral degrees (ISCED 2011 level 8) by field.",
    unit: UNITS.degrees,
    periodKind: "year",
    dimensions: { field: SE_FIELDS },
    source: "nsf-sei-degrees",
    notes: [NO_COMPUTING_SPLIT, HEALTH_OUTSIDE, ONE_MINISTRY],
  },
  {
    id: "us-bachelors-degrees",
    title: { en: "US bachelor's degrees, by field", zh: "美国学士学位授予数（按学科）" },
    description: "How many bachelor's degrees US institutions conferred in an academic year, by field.",
    definition: "Bachelor's degrees conferred by postsecondary institutions by field of study; `all` is the printed total.",
    unit: UNITS.degrees,
    periodKind: "academic_year",
    dimensions: { field: { open: true, codes: SE_FIELDS.codes } },
    source: "nces-digest",
    notes: ["Five-yearly to 2010-11, yearly since."],
  },
  {
    id: "stem-graduates",
    title: { en: "STEM graduates, all levels", zh: "STEM毕业生数（各学历层次）" },
    description: "How many people graduated in a STEM field in a year, short-cycle colleges included.",
    definition:
      "Graduates of tertiary education in STEM fields as one research centre harmonised them; China needs its short-cycle colleges to reach its total.",
    unit: UNITS.persons,
    periodKind: "year",
    dimensions: { level: { codes: { "all-tertiary": { zh: "高等教育各层次" } } } },
    source: "stem-comparisons",
    notes: [
      "Read in the press, which rounds to ten thousand.",
      "A list for 2016 that circulates (4.7 million against 0.57) is another definition.",
      ONE_MINISTRY,
    ],
  },
  {
    id: "stem-graduates-share",
    title: { en: "STEM as a share of all graduates", zh: "STEM毕业生占全部毕业生的比重" },
    description: "How large a part of all graduates finished in a STEM field.",
    definition: "STEM graduates as a per cent of all tertiary graduates, by the same research centre.",
    unit: UNITS.percent,
    periodKind: "year",
    dimensions: { level: { codes: { "all-tertiary": { zh: "高等教育各层次" } } } },
    source: "stem-comparisons",
  },
  {
    id: "stem-phds",
    title: { en: "STEM doctorates, China and the US", zh: "STEM博士学位（中国和美国）" },
    description: "How many STEM doctorates were awarded in a year, by one research centre's list of fields.",
    definition:
      "China: science, engineering, agriculture, medicine. US: seven fields, medical sciences among them. Later years are the centre's projection.",
    unit: UNITS.persons,
    periodKind: "year",
    dimensions: {},
    source: "stem-comparisons",
    notes: ["Another field list than `se-doctorates`.", "Projections (status F) are not evidence.", ONE_MINISTRY],
  },
]);
