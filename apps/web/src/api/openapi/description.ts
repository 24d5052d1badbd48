/** JSON Schema 2020-12, as OpenAPI 3.1 uses it. */
export type Schema = Readonly<Record<string, unknown>>;

export const TEXT: Schema = { type: "string" };
export const NUMBER: Schema = { type: "number" };
export const YES_NO: Schema = { type: "boolean" };
export const INSTANT: Schema = { type: "string", format: "date-time" };
export const OPEN_OBJECT: Schema = { type: "object" };

export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
export const listOf = (items: Schema): Schema => ({ type: "array", items });
export const oneOf = (...values: readonly string[]): Schema => ({ type: "string", enum: values });
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An object of exactly these members; those in `optional` may be missing. */
export function object(members: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  return { type: "object", properties: { ...members, ...optional }, required: Object.keys(members) };
}

/** A page of a list: `next` is null on the last. */
export function page(items: Schema): Schema {
  return object({ data: listOf(items), next: orNull(TEXT) });
}
