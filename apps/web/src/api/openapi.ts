import * as z from "zod";
import { isPrefix, type Parameters } from "../http/read-query.ts";
import { MANAGE_BODY, SESSION_BODY, SUBSCRIPTION_BODY, TOKEN_BODY, UNSUBSCRIBE_BODY } from "../subscribe/bodies.ts";
import * as COMPONENTS from "./answers.ts";
import * as query from "./parameters.ts";

/** What a route takes and answers by one method. A body comes as JSON or as a form. */
type Operation = {
  readonly summary: string;
  readonly query?: Parameters;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Of an answer that is no JSON. */
  readonly media?: string;
  /** Whether the answer can be had as CSV too. */
  readonly csv?: boolean;
  readonly status?: 202;
  /** Whether the same answer also comes with 503. */
  readonly unavailable?: boolean;
  /** Only for the operator. */
  readonly operator?: boolean;
};

export type Route = { readonly get?: Operation; readonly post?: Operation };

const TEXT = z.string();
/** An answer that is no JSON. */
const PLAIN = z.string();
const { Claim, Indicator, Area, Observation, Evidence, Source, Change, AlertRule, Alert, DeliveryLog, Health, Ready } = COMPONENTS;
/** A page of a list: `next` is null on the last. */
const pageOf = (item: z.ZodType) => z.strictObject({ data: z.array(item), next: TEXT.nullable() });
const OBSERVATIONS = pageOf(Observation);
const statusOf = <const S extends string>(...words: [S, ...S[]]) => z.strictObject({ status: z.enum(words) });

const get = (summary: string, answer: z.ZodType, rest: Omit<Operation, "summary" | "answer"> = {}): Route => ({
  get: { summary, answer, ...rest },
});
const post = (summary: string, answer: z.ZodType, rest: Omit<Operation, "summary" | "answer"> = {}): Route => ({
  post: { summary, answer, ...rest },
});
const feed = (what: string): Route => get(`Atom feed: ${what}`, PLAIN, { query: query.FEED_QUERY, media: "application/atom+xml" });
const linkPage = (what: string): Route =>
  get(`A page that shows ${what}; changes nothing`, PLAIN, { query: query.LINK_QUERY, media: "text/html" });

/** Every route there is. A test compares this table with the handlers. */
export const ROUTES: Readonly<Record<string, Route>> = {
  "/api/v1/claims": get("The ledger, in the article’s order", pageOf(Claim), { query: query.AS_OF_QUERY }),
  "/api/v1/claims/{id}": get("One claim", Claim, { query: query.AS_OF_QUERY }),
  "/api/v1/indicators": get("Every indicator, built or awaiting its source", pageOf(Indicator)),
  "/api/v1/indicators/{id}": get("One indicator", Indicator),
  "/api/v1/areas": get("Area codes in use: ISO 3166-1, ISO 3166-3, our assigned ones, WLD", pageOf(Area)),
  "/api/v1/series": get("Observations as known at an instant, one per series and period", OBSERVATIONS, {
    query: query.SERIES_QUERY,
    csv: true,
  }),
  "/api/v1/series/vintages": get("Every vintage of the selected series", OBSERVATIONS, { query: query.VINTAGES_QUERY }),
  "/api/v1/observations/{id}/evidence": get("Where a number was read, and the cells around it", Evidence),
  "/api/v1/sources": get("Sources with their health, ours and theirs", pageOf(Source)),
  "/api/v1/sources/{id}": get("One source", Source),
  "/api/v1/changes": get("The ordered feed of changes; keep the last cursor and ask again", pageOf(Change), {
    query: query.CHANGES_QUERY,
  }),
  "/api/v1/alerts": get("Rules for readers and where they stand", pageOf(AlertRule), { query: query.AS_OF_QUERY }),
  "/api/v1/alerts/history": get("Notifications, newest first; at most one of rule, claim, indicator and source", pageOf(Alert), {
    query: query.HISTORY_QUERY,
  }),
  "/api/v1/subscriptions": post(
    "Requests notifications by mail; the answer is the same whether the address is known. Nothing counts before it is confirmed",
    z.strictObject({ status: z.literal("accepted"), detail: TEXT }),
    { body: SUBSCRIPTION_BODY, status: 202 },
  ),
  "/api/v1/subscriptions/confirm": {
    ...linkPage("what a link asks to confirm"),
    ...post("Confirms what the link is for; a second time does nothing", statusOf("confirmed", "already_confirmed"), {
      query: query.LINK_POST_QUERY,
      body: TOKEN_BODY,
    }),
  },
  "/api/v1/subscriptions/unsubscribe": {
    ...linkPage("what a link would end"),
    ...post("Ends everything of the person the link is for (RFC 8058); a second time does nothing", statusOf("unsubscribed"), {
      query: query.LINK_POST_QUERY,
      body: UNSUBSCRIBE_BODY,
    }),
  },
  "/api/v1/subscriptions/manage": post(
    "One act of somebody with a manage link",
    z.strictObject({ status: z.literal("done"), token: TEXT.optional() }),
    { query: query.LINK_POST_QUERY, body: MANAGE_BODY },
  ),
  "/api/v1/operator/session": post("Signs the operator in, by a cookie", statusOf("signed_in"), {
    body: SESSION_BODY,
  }),
  "/api/v1/operator/sign-out": post("Ends the session of the cookie", statusOf("signed_out")),
  "/api/v1/operator/deliveries": get("Messages and what became of them, by pseudonym", DeliveryLog, {
    query: query.DELIVERIES_QUERY,
    operator: true,
  }),
  "/api/openapi.json": get("This document", z.looseObject({ openapi: TEXT, paths: z.looseObject({}) })),
  "/api/health": get("Whether this process answers", Health),
  "/api/ready": get("Whether the database answers and is migrated, and the scheduler rings", Ready, { unavailable: true }),
  "/metrics": get("Numbers of the store and its health, for Prometheus", PLAIN, { media: "text/plain" }),
  "/feeds/changes.atom": feed("all changes, newest first"),
  "/feeds/alerts.atom": feed("notices, newest first"),
  "/feeds/claims/{id}.atom": feed("one claim and the numbers it rests on"),
  "/feeds/indicators/{id}.atom": feed("one indicator"),
  "/feeds/sources/{id}.atom": feed("one source"),
};

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What zod writes of a schema without what says nothing more: patterns of formats, bounds of safe integers, types of names. */
const plainly = ({ jsonSchema }: { readonly jsonSchema: JsonSchema }): void => {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  delete jsonSchema.propertyNames;
  delete jsonSchema.readOnly;
};

/** As `plainly`, and an answer may get further members one day. */
const openly = (context: { readonly jsonSchema: JsonSchema }): void => {
  plainly(context);
  if (context.jsonSchema.additionalProperties === false) delete context.jsonSchema.additionalProperties;
};

function taken(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io: "input", override: plainly });
  return plain;
}

/** The OpenAPI 3.1 document. `publicUrl` is where this site is reached, if it says. */
export function openapiDocument(publicUrl: string | undefined): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(COMPONENTS)) registry.add(schema, { id });
  const answers = Object.values(ROUTES).flatMap(({ get, post }) => [get, post].flatMap((one) => one?.answer ?? []));
  for (const [index, schema] of answers.entries()) if (!registry.has(schema)) registry.add(schema, { id: `answer ${index}` });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, override: openly });
  const written = (id: string): JsonSchema => {
    const { $schema: _schema, $id: _id, ...plain } = schemas[id] as JsonSchema;
    return plain;
  };
  const answered = (schema: z.ZodType): JsonSchema => {
    const id = registry.get(schema)?.id ?? "";
    return id in COMPONENTS ? { $ref: `#/components/schemas/${id}` } : written(id);
  };
  return {
    openapi: "3.1.0",
    info: {
      title: "China AI Talent Monitor",
      version: "1",
      description:
        "What a 2025 article said about China’s AI talent, held against dated evidence. An unknown, repeated or unreadable query parameter is a 400; errors are RFC 9457 problem documents. Cells of a CSV that begin with = + - @ TAB or CR are preceded by an apostrophe.",
    },
    ...(publicUrl ? { servers: [{ url: publicUrl }] } : {}),
    paths: Object.fromEntries(
      Object.entries(ROUTES).map(([path, { get, post }]) => [
        path,
        {
          ...(get ? { get: operation(path, get, "Found", answered) } : {}),
          ...(post ? { post: { ...operation(path, post, "Done", answered), operationId: `post_${operationId(path)}` } } : {}),
        },
      ]),
    ),
    components: {
      schemas: Object.fromEntries(Object.keys(COMPONENTS).map((id) => [id, written(id)])),
      securitySchemes: {
        operatorToken: { type: "http", scheme: "bearer" },
        operatorSession: { type: "apiKey", in: "cookie", name: "talent_operator" },
      },
    },
  };
}

const operationId = (path: string): string => path.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_|_$/g, "");

function operation(path: string, route: Operation, done: string, answered: (schema: z.ZodType) => JsonSchema): Record<string, unknown> {
  const { summary, query = {}, body, answer, media = "application/json", csv, status = 200, unavailable, operator } = route;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: taken(TEXT) }));
  const schema = answered(answer);
  const content = { [media]: { schema }, ...(csv ? { "text/csv": { schema: taken(TEXT) } } : {}) };
  const sent = body && { schema: taken(body) };
  return {
    operationId: operationId(path),
    summary,
    ...(operator ? { security: [{ operatorToken: [] }, { operatorSession: [] }] } : {}),
    parameters: [...inPath, ...Object.entries(query).map(queryParameter)],
    ...(sent ? { requestBody: { content: { "application/json": sent, "application/x-www-form-urlencoded": sent } } } : {}),
    responses: {
      [status]: { description: done, content },
      ...(unavailable ? { "503": { description: summary, content } } : {}),
      default: { description: "A problem", content: { "application/problem+json": { schema: answered(COMPONENTS.Problem) } } },
    },
  };
}

function queryParameter([name, parameter]: [string, z.ZodType]): Record<string, unknown> {
  const { description, ...schema } = taken(parameter);
  if (!isPrefix(name)) return { name, in: "query", description, required: !parameter.safeParse(undefined).success, schema };
  // OpenAPI cannot describe a prefix; a free-form object whose members are sent one by one is the nearest.
  const members = { type: "object", additionalProperties: schema };
  return { name: `${name}*`, in: "query", description, style: "form", explode: true, schema: members };
}
