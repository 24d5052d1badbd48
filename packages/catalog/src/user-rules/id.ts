import type { AlertRule } from "@talent/core/alert/rule";
import { fingerprint } from "@talent/core/fingerprint";

/** All of a rule that its id is made of. */
export type Wish = Omit<AlertRule, "id" | "name">;

const PREFIX = "own-";

/** The id of a reader's rule: equal wishes have one, whoever makes them. */
export const ownId = (wish: Wish): string => `${PREFIX}${fingerprint(wish).slice(0, 16)}`;

/** True for a reader's rule, false for one of the catalogue. */
export const isOwnRule = (id: string): boolean => id.startsWith(PREFIX);
