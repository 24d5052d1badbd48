import type { Parameter } from "../../http/read-query.ts";
import { AS_OF, BEFORE, CURSOR, LIMIT } from "../query/parameters.ts";
import { SERIES_QUERY, VINTAGES_QUERY } from "../query/series-query.ts";
import { ALERT_ROUTES, ALERT_SCHEMAS } from "./alerts.ts";
import { type GetRoute, object, type PostRoute, pageOf, type Route, ref, TEXT } from "./description.ts";
import { CATALOGUE_SCHEMAS, CLAIM_SCHEMAS, OBSERVATION_SCHEMAS } from "./schemas.ts";

import { OPERATOR_ROUTES, OPERATOR_SECURITY, SUBSCRIPTION_ROUTES, SUBSCRIPTION_SCHEMAS } from "./subscriptions.ts";

const feedRoute = (summary: string, path?: string): Route => ({
  summary: `Atom feed: ${summary}`,
  query: { BEFORE },
  ...(path === undefined ? {} : { path }),
  gives: TEXT,
  media: "application/atom+xml",
});

/** Every route there is. A test compares this table with the handlers. */
export const ROUTES: Readonly<Record<string, Route>> = {
  "/api/v1/claims": { summary: "The ledger, in the article’s order", query: { AS_OF }, gives: pageOf(ref("Claim")) },
  "/api/v1/claims/{id}": { summary: "One claim", path: "id", query: { AS_OF }, gives: ref("Claim") },
  "/api/v1/indicators": { summary: "Every indicator, built or awaiting its source", gives: pageOf(ref("Indicator")) },
  "/api/v1/indicators/{id}": { summary: "One indicator", path: "id", gives: ref("Indicator") },
  "/api/v1/areas": { summary: "Area codes in use: ISO 3166-1, ISO 3166-3, our assigned ones, WLD", gives: pageOf(ref("Area")) },
  "/api/v1/series": {
    summary: "Observations as known at an instant, one per series and period",
    query: SERIES_QUERY,
    gives: pageOf(ref("Observation")),
    csv: true,
  },
  "/api/v1/series/vintages": { summary: "Every vintage of the selected series", query: VINTAGES_QUERY, gives: pageOf(ref("Observation")) },
  "/api/v1/observations/{id}/evidence": { summary: "Where a number was read, and the cells around it", path: "id", gives: ref("Evidence") },
  "/api/v1/sources": { summary: "Sources with their health, ours and theirs", gives: pageOf(ref("Source")) },
  "/api/v1/sources/{id}": { summary: "One source", path: "id", gives: ref("Source") },
  "/api/v1/changes": {
    summary: "The ordered feed of changes; keep the last cursor and ask again",
    query: { CURSOR, LIMIT },
    gives: pageOf(ref("Change")),
  },
  ...ALERT_ROUTES,
  ...SUBSCRIPTION_ROUTES,
  ...OPERATOR_ROUTES,
  "/api/openapi.json": { summary: "This document", gives: object({ openapi: TEXT, paths: { type: "object" } }) },
  "/api/health": { summary: "Whether this process answers", gives: ref("Health") },
  "/api/ready": {
    summary: "Whether the database answers and is migrated, and the scheduler rings",
    gives: ref("Ready"),
    also: { "503": ref("Ready") },
  },
  "/metrics": { summary: "Numbers of the store and its health, for Prometheus", gives: TEXT, media: "text/plain" },
  "/feeds/changes.atom": feedRoute("all changes, newest first"),
  "/feeds/alerts.atom": feedRoute("notices, newest first"),
  "/feeds/claims/{id}.atom": feedRoute("one claim and the numbers it rests on", "id"),
  "/feeds/indicators/{id}.atom": feedRoute("one indicator", "id"),
  "/feeds/sources/{id}.atom": feedRoute("one source", "id"),
};

/** The OpenAPI 3.1 document. `publicUrl` is where this site is reached, if it says. */
export function openapiDocument(publicUrl: string | undefined): Record<string, unknown> {
  return {
    openapi: "3.1.0",
    info: {
      title: "China AI Talent Monitor",
      version: "1",
      description:
        "What a 2025 article said about China’s AI talent, held against dated evidence. An unknown, repeated or unreadable query parameter is a 400; errors are RFC 9457 problem documents. Cells of a CSV that begin with = + - @ TAB or CR are preceded by an apostrophe.",
    },
    ...(publicUrl ? { servers: [{ url: publicUrl }] } : {}),
    paths: Object.fromEntries(Object.entries(ROUTES).map(([path, route]) => [path, pathItem(path, route)])),
    components: {
      schemas: { ...CLAIM_SCHEMAS, ...OBSERVATION_SCHEMAS, ...CATALOGUE_SCHEMAS, ...ALERT_SCHEMAS, ...SUBSCRIPTION_SCHEMAS },
      securitySchemes: OPERATOR_SECURITY,
    },
  };
}

function pathItem(path: string, route: Route): Record<string, unknown> {
  const post = route.post ? { post: postOperation(path, route.post) } : {};
  return route.gives === undefined ? post : { get: getOperation(path, route), ...post };
}

const operationId = (path: string): string => path.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_|_$/g, "");

const PROBLEM = { description: "A problem", content: { "application/problem+json": { schema: ref("Problem") } } };

function postOperation(path: string, { summary, query = {}, takes, gives, status }: PostRoute): Record<string, unknown> {
  const schema = { schema: takes };
  return {
    operationId: `post_${operationId(path)}`,
    summary,
    parameters: Object.values(query).map(queryParameter),
    ...(takes ? { requestBody: { content: { "application/json": schema, "application/x-www-form-urlencoded": schema } } } : {}),
    responses: { [status]: { description: "Done", content: { "application/json": { schema: gives } } }, default: PROBLEM },
  };
}

function getOperation(path: string, route: GetRoute): Record<string, unknown> {
  const { summary, query = {}, path: inPath, gives, csv = false, media = "application/json", also = {}, operator = false } = route;
  const parameters = [...(inPath ? [pathParameter(inPath)] : []), ...Object.values(query).map(queryParameter)];
  const content = { [media]: { schema: gives }, ...(csv ? { "text/csv": { schema: TEXT } } : {}) };
  return {
    operationId: operationId(path),
    summary,
    ...(operator ? { security: [{ operatorToken: [] }, { operatorSession: [] }] } : {}),
    parameters,
    responses: {
      "200": { description: "Found", content },
      ...Object.fromEntries(
        Object.entries(also).map(([status, schema]) => [status, { description: summary, content: { "application/json": { schema } } }]),
      ),
      default: PROBLEM,
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
