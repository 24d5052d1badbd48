import { above, type Interval, interval } from "@talent/core/measure/interval";

/** "less than x", "fell below x": (-inf, x). */
export const below = (x: number): Interval => interval(Number.NEGATIVE_INFINITY, x, { highOpen: true });

/** "growing", "up": a change above zero. */
export const rising: Interval = above(0);

/** "fell": a change below zero. */
export const falling: Interval = below(0);
