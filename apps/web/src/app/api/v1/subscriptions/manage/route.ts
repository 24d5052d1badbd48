import { manageByLink } from "../../../../../subscribe/links/act-on-link.ts";

/** One act of somebody with a manage link. */
export const POST = manageByLink;
