import { isArea } from "@talent/catalog/areas/all";
import { asOfInstant } from "@talent/core/time/instant";
import { type Period, parsePeriod } from "@talent/core/time/period";
import type { Parameter } from "../../http/read-query.ts";

const MAX_AREAS = 300;
export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 1000;

export const AS_OF = {
  name: "as_of",
  description: "What was known at this instant; a bare date means the end of that UTC day. Left out: now.",
  schema: { type: "string", examples: ["2025-02-10", "2025-02-10T12:00:00Z"] },
  read: (text: string) => {
    try {
      return { text, instant: asOfInstant(text) };
    } catch {
      throw new Error("as_of must be a day like 2025-02-10 or an instant with its offset like 2025-02-10T12:00:00Z.");
    }
  },
} satisfies Parameter<{ text: string; instant: Date }>;

export const LIMIT = {
  name: "limit",
  description: `How many to give at most, 1 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} unless told.`,
  schema: { type: "integer", minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
  read: (text: string) => {
    const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
    if (limit < 1 || limit > MAX_LIMIT) throw new Error(`limit must be a whole number from 1 to ${MAX_LIMIT}.`);
    return limit;
  },
} satisfies Parameter<number>;

export const CURSOR = {
  name: "cursor",
  description: "Where to go on: the `next` of the page before.",
  schema: { type: "string", maxLength: 400 },
  read: (text: string) => {
    if (!/^[\w.~=-]{1,400}$/.test(text)) throw new Error("cursor must be the `next` of an earlier answer.");
    return text;
  },
} satisfies Parameter<string>;

export const BEFORE = {
  name: "before",
  description: "Only entries older than the one of this number; the link to the next page has it.",
  schema: { type: "string", pattern: "^[1-9]\\d{0,17}$" },
  read: (text: string) => {
    if (!/^[1-9]\d{0,17}$/.test(text)) throw new Error("before must be the number of an entry, as in the link to the next page.");
    return text;
  },
} satisfies Parameter<string>;

export const AREA = {
  name: "area",
  description: `Area codes as listed under /api/v1/areas, separated by commas; at most ${MAX_AREAS}. Left out: every area.`,
  schema: { type: "string", examples: ["CHN", "CHN,USA"] },
  read: (text: string) => {
    const codes = [...new Set(text.slice(0, 4 * MAX_AREAS + 1).split(","))];
    if (text.length > 4 * MAX_AREAS || codes.length > MAX_AREAS) throw new Error(`area takes at most ${MAX_AREAS} codes.`);
    const unknown = codes.find((code) => !isArea(code));
    if (unknown !== undefined) throw new Error(`There is no area “${unknown.slice(0, 20)}”.`);
    return codes;
  },
} satisfies Parameter<string[]>;

const periodParameter = (name: string, description: string) =>
  ({
    name,
    description,
    schema: { type: "string", examples: ["2020", "2024-Q3", "FY2024", "AY2023-24", "exam 2026"] },
    read: (text: string): Period => {
      try {
        return parsePeriod(text);
      } catch {
        throw new Error(
          `${name} must be a period like 2024, 2024-Q3, 2024-07, 2024-07-15, FY2024, AY2023-24, edition 2026, exam 2026 or batch 2024.`,
        );
      }
    },
  }) satisfies Parameter<Period>;

export const PERIOD_FROM = periodParameter("period_from", "Only periods that start no earlier than this one, of its kind.");
export const PERIOD_TO = periodParameter("period_to", "Only periods that start no later than this one, of its kind.");

export const DIMENSION = {
  name: "dim.",
  prefix: true,
  description: "A code of one dimension of the indicator, e.g. dim.level=doctorate.",
  schema: { type: "string", maxLength: 120 },
  read: (text: string) => {
    if (text.length > 120) throw new Error("A code has at most 120 characters.");
    return text;
  },
} satisfies Parameter<string>;
