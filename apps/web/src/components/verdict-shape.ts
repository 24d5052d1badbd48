import type { Family } from "../words/verdict-words.ts";

/** A shape for each family on a ground of 22 by 22, so that no verdict is told by colour alone: disc, diamond, half disc, ring. */
export const FAMILY_SHAPE: Readonly<Record<Family, string>> = {
  for: "M11 3a8 8 0 1 1 0 16a8 8 0 1 1 0-16z",
  against: "M11 1.5l9.5 9.5l-9.5 9.5l-9.5-9.5z",
  unclear: "M11 3a8 8 0 1 1 0 16a8 8 0 1 1 0-16zM11 4.5a6.5 6.5 0 0 0 0 13z",
  none: "M11 4a7 7 0 1 1 0 14a7 7 0 1 1 0-14zM11 5.6a5.4 5.4 0 1 0 0 10.8a5.4 5.4 0 1 0 0-10.8z",
};
