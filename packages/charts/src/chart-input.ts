import type { Interval } from "@talent/core/measure/interval";
import type { ObservationStatus } from "@talent/core/observation/observation";

/** One plotted number. `at` is the ISO day it is drawn at, `label` the printed period. `gapBefore`: periods are missing between it and the one before. */
export type ChartPoint = {
  readonly at: string;
  readonly label: string;
  readonly value: number;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly status?: ObservationStatus;
  readonly gapBefore?: boolean;
  /** No line leads to it, because what lies between it and the one before is not known to be on the way. */
  readonly apart?: boolean;
  /** Its source still fills it in: drawn hollow and unconnected, so that it is not read as a fall. */
  readonly unsettled?: boolean;
};

export type ChartSeries = { readonly name: string; readonly points: readonly ChartPoint[] };

/** What values the claim needs, with the words printed on the band. */
export type ExpectedBand = { readonly interval: Interval; readonly label: string };

export type ChartEvent = { readonly at: string; readonly label: string };

export type LineChartInput = {
  /** Unique on its page. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences that say what the picture shows. */
  readonly description: string;
  readonly unit: string;
  readonly series: readonly ChartSeries[];
  readonly expected?: ExpectedBand | null;
  /** The day the article appeared; drawn as a solid rule. */
  readonly articleDay?: ChartEvent;
  readonly events?: readonly ChartEvent[];
  /** Printed periods whose values are written beside their points, besides the newest. */
  readonly highlight?: readonly string[];
  readonly size?: "wide" | "narrow";
};
