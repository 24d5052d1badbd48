import type { Locator } from "@talent/core/observation/locator";
import type { Excerpt, ExcerptOptions } from "@talent/readers/excerpt/excerpt";

// These packages are loaded by Node itself, from their own folders: they start child processes and hold TypeScript that no bundler must touch.

// Named by a variable: its sources do not type-check beside Next, which makes NODE_ENV a duty of every environment.
const EXCERPT_MODULE: string = "@talent/readers/excerpt/excerpt-in-sandbox";

type Caps = { readonly deadlineMs?: number; readonly memoryMb?: number };
type ExcerptModule = {
  readonly excerptInSandbox: (bytes: Uint8Array, locator: Locator, options: ExcerptOptions, caps: Caps) => Promise<Excerpt>;
};

/** Modules of `@talent/db` and `@talent/readers`, loaded once each. */
export const nodePackages = {
  connect: () => import(/* turbopackIgnore: true */ "@talent/db/connect"),
  migrate: () => import(/* turbopackIgnore: true */ "@talent/db/setup/migrate"),
  storeState: () => import(/* turbopackIgnore: true */ "@talent/db/read/store/store-state"),
  ledgerEvidence: () => import(/* turbopackIgnore: true */ "@talent/db/read/claims/ledger-evidence"),
  assessments: () => import(/* turbopackIgnore: true */ "@talent/db/read/claims/assessments"),
  shownPoints: () => import(/* turbopackIgnore: true */ "@talent/db/read/observations/points"),
  pointsAsOf: () => import(/* turbopackIgnore: true */ "@talent/db/read/observations/points"),
  licenceGate: () => import(/* turbopackIgnore: true */ "@talent/db/read/licence/licence-gate"),
  observation: () => import(/* turbopackIgnore: true */ "@talent/db/read/observations/api-observation"),
  evidence: () => import(/* turbopackIgnore: true */ "@talent/db/read/observations/evidence"),
  seriesPage: () => import(/* turbopackIgnore: true */ "@talent/db/read/observations/series-page"),
  seriesCsv: () => import(/* turbopackIgnore: true */ "@talent/db/read/observations/series-csv"),
  sources: () => import(/* turbopackIgnore: true */ "@talent/db/read/ingest/sources"),
  sourceTimes: () => import(/* turbopackIgnore: true */ "@talent/db/read/ingest/freshness-inputs"),
  metrics: () => import(/* turbopackIgnore: true */ "@talent/db/read/store/store-metrics"),
  changes: () => import(/* turbopackIgnore: true */ "@talent/db/read/feeds/changes"),
  feedEntries: () => import(/* turbopackIgnore: true */ "@talent/db/read/feeds/feed-entries"),
  feedNumbers: () => import(/* turbopackIgnore: true */ "@talent/db/read/feeds/changed-numbers"),
  feedVerdicts: () => import(/* turbopackIgnore: true */ "@talent/db/read/feeds/changed-verdicts"),
  indicatorAxes: () => import(/* turbopackIgnore: true */ "@talent/db/read/observations/series-page"),
  freshnessInputs: () => import(/* turbopackIgnore: true */ "@talent/db/read/ingest/freshness-inputs"),
  captures: () => import(/* turbopackIgnore: true */ "@talent/db/read/ingest/stored-exchanges"),
  sourceLog: () => import(/* turbopackIgnore: true */ "@talent/db/read/ingest/sources"),
  alertEvidence: () => import(/* turbopackIgnore: true */ "@talent/db/read/alerts/alert-evidence"),
  alertHistory: () => import(/* turbopackIgnore: true */ "@talent/db/read/alerts/alert-history"),
  alertLicence: () => import(/* turbopackIgnore: true */ "@talent/db/read/licence/alert-licence"),
  alertStates: () => import(/* turbopackIgnore: true */ "@talent/db/read/alerts/rule-states"),
  subscriberKey: () => import(/* turbopackIgnore: true */ "@talent/db/subscriber-key"),
  subscriptions: () => import(/* turbopackIgnore: true */ "@talent/db/write/subscribers/subscriptions"),
  subscriptionsLink: () => import(/* turbopackIgnore: true */ "@talent/db/read/subscribers/subscriber-links"),
  subscriptionsRule: () => import(/* turbopackIgnore: true */ "@talent/db/read/alerts/user-rules"),
  subscriptionsLog: () => import(/* turbopackIgnore: true */ "@talent/db/read/subscribers/delivery-log"),
  excerpt: (): Promise<ExcerptModule> => import(/* turbopackIgnore: true */ EXCERPT_MODULE),
} as const;
