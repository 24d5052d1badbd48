import type { Parameter } from "../../http/read-query.ts";

/** The token of a link. */
export const TOKEN = {
  name: "token",
  description: "The token of a link in a mail.",
  schema: { type: "string", maxLength: 200 },
  required: true,
  read: (text: string) => {
    if (text.length > 200) throw new Error("token has at most 200 characters.");
    return text;
  },
} satisfies Parameter<string>;
