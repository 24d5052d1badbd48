import { isArea } from "@talent/catalog/areas/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import { asOfInstant } from "@talent/core/time/instant";
import { parsePeriod } from "@talent/core/time/period";
import { MESSAGE_STATES } from "@talent/db/read/subscribers/delivery-log";
import * as z from "zod";
import { textReadBy } from "../http/read-query.ts";

const MAX_AREAS = 300;
const MAX_LIMIT = 1000;
export const DEFAULT_LIMIT = 100;

const AS_OF = textReadBy(
  {
    description: "What was known at this instant; a bare date means the end of that UTC day. Left out: now.",
    examples: ["2025-02-10", "2025-02-10T12:00:00Z"],
  },
  (text) => {
    try {
      return { text, instant: asOfInstant(text) };
    } catch {
      throw new Error("as_of must be a day like 2025-02-10 or an instant with its offset like 2025-02-10T12:00:00Z.");
    }
  },
).optional();

const LIMIT_ABOUT = {
  description: `How many to give at most, 1 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} unless told.`,
  ...{ type: "integer", minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
};

export const LIMIT = textReadBy(LIMIT_ABOUT, (text) => {
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MAX_LIMIT) throw new Error(`limit must be a whole number from 1 to ${MAX_LIMIT}.`);
  return limit;
}).optional();

const CURSOR = z
  .string()
  .max(400, "cursor must be the `next` of an earlier answer.")
  .refine((text) => /^[\w.~=-]+$/.test(text), "cursor must be the `next` of an earlier answer.")
  .optional()
  .describe("Where to go on: the `next` of the page before.");

const BEFORE = z
  .string()
  .regex(/^[1-9]\d{0,17}$/, "before must be the number of an entry, as in the link to the next page.")
  .optional()
  .describe("Only entries older than the one of this number; the link to the next page has it.");

const AREA_ABOUT = {
  description: `Area codes as listed under /api/v1/areas, separated by commas; at most ${MAX_AREAS}. Left out: every area.`,
  examples: ["CHN", "CHN,USA"],
};

export const AREA = textReadBy(AREA_ABOUT, (text) => {
  const codes = [...new Set(text.slice(0, 4 * MAX_AREAS + 1).split(","))];
  if (text.length > 4 * MAX_AREAS || codes.length > MAX_AREAS) throw new Error(`area takes at most ${MAX_AREAS} codes.`);
  const unknown = codes.find((code) => !isArea(code));
  if (unknown !== undefined) throw new Error(`There is no area “${unknown.slice(0, 20)}”.`);
  return codes;
}).optional();

const periodParameter = (name: string, description: string) =>
  textReadBy({ description, examples: ["2020", "2024-Q3", "FY2024", "AY2023-24", "exam 2026"] }, (text) => {
    try {
      return parsePeriod(text);
    } catch {
      throw new Error(
        `${name} must be a period like 2024, 2024-Q3, 2024-07, 2024-07-15, FY2024, AY2023-24, edition 2026, exam 2026 or batch 2024.`,
      );
    }
  }).optional();

const INDICATOR = textReadBy({ description: "Id of an indicator, as listed under /api/v1/indicators." }, (text) => {
  const indicator = indicatorById(text);
  if (!indicator) throw new Error(`There is no indicator “${text.slice(0, 60)}”.`);
  return indicator;
});

export const AS_OF_QUERY = { as_of: AS_OF };
export const CHANGES_QUERY = { cursor: CURSOR, limit: LIMIT };
export const FEED_QUERY = { before: BEFORE };

export const VINTAGES_QUERY = {
  indicator: INDICATOR,
  area: AREA,
  period_from: periodParameter("period_from", "Only periods that start no earlier than this one, of its kind."),
  period_to: periodParameter("period_to", "Only periods that start no later than this one, of its kind."),
  as_of: AS_OF,
  "dim.": z
    .string()
    .max(120, "A code has at most 120 characters.")
    .describe("A code of one dimension of the indicator, e.g. dim.level=doctorate."),
  limit: LIMIT,
  cursor: CURSOR,
};

const FORMAT = z
  .enum(["json", "csv", "sdmx-csv"], "format must be json, csv or sdmx-csv.")
  .optional()
  .meta({ description: "json; or csv or sdmx-csv for the whole selection at once.", default: "json" });

export const SERIES_QUERY = { ...VINTAGES_QUERY, format: FORMAT };

const idParameter = (name: string, description: string) =>
  z
    .string()
    .max(120, `${name} must be an id.`)
    .refine((text) => /^[\w.-]+$/.test(text), `${name} must be an id.`)
    .optional()
    .describe(description);

/** What the history of alerts can be narrowed to. */
export const HISTORY_QUERY = {
  rule: idParameter("rule", "Only steps of this rule."),
  claim: idParameter("claim", "Only what concerns this claim."),
  indicator: idParameter("indicator", "Only what concerns this indicator."),
  source: idParameter("source", "Only what concerns this source."),
  as_of: AS_OF,
  cursor: CURSOR,
  limit: LIMIT,
};

const TOKEN = z.string().max(200, "token has at most 200 characters.").describe("The token of a link in a mail.");

/** GET of a page behind a link, and POST to it, where the token may stand in the body instead. */
export const LINK_QUERY = { token: TOKEN };
export const LINK_POST_QUERY = { token: TOKEN.optional() };

export const DELIVERIES_QUERY = {
  state: z
    .enum(MESSAGE_STATES, `state must be one of ${MESSAGE_STATES.join(", ")}.`)
    .optional()
    .describe("Only messages of this state."),
};
