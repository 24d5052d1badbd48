import { AS_OF, CURSOR, LIMIT } from "./parameters.ts";
import type { Parameter, Parameters } from "./read-query.ts";
import { CATALOGUE_SCHEMAS } from "./schemas/catalogue-schemas.ts";
import { CLAIM_SCHEMAS } from "./schemas/claim-schemas.ts";
import { OBSERVATION_SCHEMAS } from "./schemas/observation-schemas.ts";
import { object, page, ref, type Schema, TEXT } from "./schemas/schema.ts";
import { SERIES_QUERY, VINTAGES_QUERY } from "./series-query.ts";

type Route = {
  readonly summary: string;
  readonly query?: Parameters;
  readonly path?: string;
  readonly gives: Schema;
  readonly csv?: boolean;
  readonly also?: Readonly<Record<string, Schema>>;
};

/** Every route there is. A test compares this table with the handlers. */
export const ROUTES: Readonly<Record<string, Route>> = {
  "/api/v1/claims": { summary: "The ledger, in the article’s order", query: { AS_OF }, gives: page(ref("Claim")) },
  "/api/v1/claims/{id}": { summary: "One claim", path: "id", query: { AS_OF }, gives: ref("Claim") },
  "/api/v1/indicators": { summary: "Every indicator, built or awaiting its source", gives: page(ref("Indicator")) },
  "/api/v1/indicators/{id}": { summary: "One indicator", path: "id", gives: ref("Indicator") },
  "/api/v1/areas": { summary: "Area codes in use: ISO 3166-1, ISO 3166-3, our assigned ones, WLD", gives: page(ref("Area")) },
  "/api/v1/series": {
    summary: "Observations as known at an instant, one per series and period",
    query: SERIES_QUERY,
    gives: page(ref("Observation")),
    csv: true,
  },
  "/api/v1/series/vintages": { summary: "Every vintage of the selected series", query: VINTAGES_QUERY, gives: page(ref("Observation")) },
  "/api/v1/observations/{id}/evidence": { summary: "Where a number was read, and the cells around it", path: "id", gives: ref("Evidence") },
  "/api/v1/sources": { summary: "Sources with their health, ours and theirs", gives: page(ref("Source")) },
  "/api/v1/sources/{id}": { summary: "One source", path: "id", gives: ref("Source") },
  "/api/v1/changes": {
    summary: "The ordered feed of changes; keep the last cursor and ask again",
    query: { CURSOR, LIMIT },
    gives: page(ref("Change")),
  },
  "/api/openapi.json": { summary: "This document", gives: object({ openapi: TEXT, paths: { type: "object" } }) },
  "/api/health": { summary: "Whether this process answers", gives: ref("Health") },
  "/api/ready": {
    summary: "Whether the database answers and is migrated, and the scheduler rings",
    gives: ref("Ready"),
    also: { "503": ref("Ready") },
  },
};

/** The OpenAPI 3.1 document. `publicUrl` is where this site is reached, if it says. */
export function openapi(publicUrl: string | undefined): Record<string, unknown> {
  return {
    openapi: "3.1.0",
    info: {
      title: "China AI Talent Monitor",
      version: "1",
      description:
        "What a 2025 article said about China’s AI talent, held against dated evidence. An unknown, repeated or unreadable query parameter is a 400; errors are RFC 9457 problem documents. Cells of a CSV that begin with = + - @ TAB or CR are preceded by an apostrophe.",
    },
    ...(publicUrl ? { servers: [{ url: publicUrl }] } : {}),
    paths: Object.fromEntries(Object.entries(ROUTES).map(([path, route]) => [path, { get: operation(path, route) }])),
    components: { schemas: { ...CLAIM_SCHEMAS, ...OBSERVATION_SCHEMAS, ...CATALOGUE_SCHEMAS } },
  };
}

function operation(path: string, { summary, query = {}, path: inPath, gives, csv = false, also = {} }: Route): Record<string, unknown> {
  const parameters = [...(inPath ? [pathParameter(inPath)] : []), ...Object.values(query).map(queryParameter)];
  const content = { "application/json": { schema: gives }, ...(csv ? { "text/csv": { schema: TEXT } } : {}) };
  return {
    operationId: path.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_|_$/g, ""),
    summary,
    parameters,
    responses: {
      "200": { description: "Found", content },
      ...Object.fromEntries(
        Object.entries(also).map(([status, schema]) => [status, { description: summary, content: { "application/json": { schema } } }]),
      ),
      default: { description: "A problem", content: { "application/problem+json": { schema: ref("Problem") } } },
    },
  };
}

function pathParameter(name: string): Record<string, unknown> {
  return { name, in: "path", required: true, schema: TEXT };
}

function queryParameter({ name, description, schema, required = false, prefix = false }: Parameter<unknown>): Record<string, unknown> {
  // OpenAPI cannot describe a prefix; a free-form object whose members are sent one by one is the nearest.
  if (prefix)
    return {
      name: `${name}*`,
      in: "query",
      description,
      style: "form",
      explode: true,
      schema: { type: "object", additionalProperties: schema },
    };
  return { name, in: "query", description, required, schema };
}
