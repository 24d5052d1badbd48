import { getDeliveries } from "../../../../../operator/routes.ts";

/** Messages and counts, for the operator only: by the cookie of a session or `Authorization: Bearer`. */
export const GET = getDeliveries;
