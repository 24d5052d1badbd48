import type { Locator } from "@talent/core/locator";
import type { Excerpt, ExcerptOptions } from "@talent/readers/excerpt";

// These packages are loaded by Node itself, from their own folders: they start child processes and hold TypeScript that no bundler must touch.

// Named by a variable: its sources do not type-check beside Next, which makes NODE_ENV a duty of every environment.
const EXCERPT_CAPPED: string = "@talent/readers/excerpt-capped";

type Caps = { readonly deadlineMs?: number; readonly memoryMb?: number };
type ExcerptCapped = {
  readonly excerptCapped: (bytes: Uint8Array, locator: Locator, options: ExcerptOptions, caps: Caps) => Promise<Excerpt>;
};

/** Modules of `@talent/db` and `@talent/readers`, loaded once each. */
export const nodePackages = {
  connect: () => import(/* turbopackIgnore: true */ "@talent/db/connect"),
  migrate: () => import(/* turbopackIgnore: true */ "@talent/db/migrate"),
  storeState: () => import(/* turbopackIgnore: true */ "@talent/db/read/store-state"),
  ledgerEvidence: () => import(/* turbopackIgnore: true */ "@talent/db/read/ledger-evidence"),
  assessments: () => import(/* turbopackIgnore: true */ "@talent/db/read/assessments"),
  shownPoints: () => import(/* turbopackIgnore: true */ "@talent/db/read/shown-points"),
  pointsAsOf: () => import(/* turbopackIgnore: true */ "@talent/db/read/points-as-of"),
  licenceGate: () => import(/* turbopackIgnore: true */ "@talent/db/read/licence-gate"),
  observation: () => import(/* turbopackIgnore: true */ "@talent/db/read/observation"),
  evidence: () => import(/* turbopackIgnore: true */ "@talent/db/read/evidence"),
  seriesPage: () => import(/* turbopackIgnore: true */ "@talent/db/read/series-page"),
  seriesCsv: () => import(/* turbopackIgnore: true */ "@talent/db/read/series-csv"),
  sources: () => import(/* turbopackIgnore: true */ "@talent/db/read/sources"),
  sourceTimes: () => import(/* turbopackIgnore: true */ "@talent/db/read/source-times"),
  metrics: () => import(/* turbopackIgnore: true */ "@talent/db/read/metrics"),
  changes: () => import(/* turbopackIgnore: true */ "@talent/db/read/changes"),
  feedEntries: () => import(/* turbopackIgnore: true */ "@talent/db/read/feed-entries"),
  feedNumbers: () => import(/* turbopackIgnore: true */ "@talent/db/read/feed-numbers"),
  feedVerdicts: () => import(/* turbopackIgnore: true */ "@talent/db/read/feed-verdicts"),
  indicatorAxes: () => import(/* turbopackIgnore: true */ "@talent/db/read/indicator-axes"),
  freshnessInputs: () => import(/* turbopackIgnore: true */ "@talent/db/read/freshness-inputs"),
  captures: () => import(/* turbopackIgnore: true */ "@talent/db/read/captures"),
  sourceLog: () => import(/* turbopackIgnore: true */ "@talent/db/read/source-log"),
  alertEvidence: () => import(/* turbopackIgnore: true */ "@talent/db/read/alert-evidence"),
  alertHistory: () => import(/* turbopackIgnore: true */ "@talent/db/read/alert-history"),
  alertLicence: () => import(/* turbopackIgnore: true */ "@talent/db/read/alert-licence"),
  alertStates: () => import(/* turbopackIgnore: true */ "@talent/db/read/alert-states"),
  subscriberKey: () => import(/* turbopackIgnore: true */ "@talent/db/subscriber-key"),
  subscriptions: () => import(/* turbopackIgnore: true */ "@talent/db/write/subscriptions"),
  subscriptionsLink: () => import(/* turbopackIgnore: true */ "@talent/db/read/subscriptions-link"),
  subscriptionsRule: () => import(/* turbopackIgnore: true */ "@talent/db/read/subscriptions-rule"),
  subscriptionsLog: () => import(/* turbopackIgnore: true */ "@talent/db/read/subscriptions-log"),
  excerpt: (): Promise<ExcerptCapped> => import(/* turbopackIgnore: true */ EXCERPT_CAPPED),
} as const;
