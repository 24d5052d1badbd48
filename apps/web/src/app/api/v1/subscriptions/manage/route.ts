import { manage } from "../../../../../subscribe/manage.ts";

/** One act of somebody with a manage link. */
export const POST = manage;
