import { handleSubscriptionRequest } from "../../../../subscribe/form/request-subscription.ts";

/** Somebody asks to be told. Always the same answer; nothing counts before it is confirmed by the mail. */
export const POST = handleSubscriptionRequest;
