import { manage } from "../../../../../subscribe/links/manage.ts";

/** One act of somebody with a manage link. */
export const POST = manage;
