import type { Parameters } from "../../http/read-query.ts";
import type { Schema } from "./description.ts";

/** What a route answers to GET. */
export type Asked = {
  readonly summary: string;
  readonly query?: Parameters;
  readonly path?: string;
  readonly gives: Schema;
  readonly csv?: boolean;
  /** Of an answer that is no JSON. */
  readonly media?: string;
  readonly also?: Readonly<Record<string, Schema>>;
  /** Only for the operator. */
  readonly operator?: boolean;
};

/** What a route takes by POST, as JSON or as a form, and answers. */
export type Posted = {
  readonly summary: string;
  readonly query?: Parameters;
  readonly takes: Schema | null;
  readonly gives: Schema;
  readonly status: 200 | 202;
};

export type Route = (Asked & { readonly post?: Posted }) | { readonly gives?: undefined; readonly post: Posted };
