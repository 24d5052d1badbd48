import type { Parameter } from "../http/read-query.ts";

export const MESSAGE_STATES = ["queued", "sending", "sent", "dead", "dropped"] as const;

/** Narrows the log of messages. */
export const MESSAGE_STATE = {
  name: "state",
  description: "Only messages of this state.",
  schema: { type: "string", enum: MESSAGE_STATES },
  read: (text: string) => {
    const found = MESSAGE_STATES.find((state) => state === text);
    if (found === undefined) throw new Error(`state must be one of ${MESSAGE_STATES.join(", ")}.`);
    return found;
  },
} satisfies Parameter<string>;
