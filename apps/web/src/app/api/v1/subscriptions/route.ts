import { ask } from "../../../../subscribe/ask.ts";

/** Somebody asks to be told. Always the same answer; nothing counts before it is confirmed by the mail. */
export const POST = ask;
