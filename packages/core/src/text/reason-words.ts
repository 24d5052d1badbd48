import type { Reason } from "../claim/assessment.ts";
import { dateWords } from "./format.ts";

const seriesText = (reason: Reason): string => `${reason.indicator}, ${reason.area}, ${reason.period}`;
const dateText = (iso: Reason[string] | undefined): string => dateWords(String(iso));

const SIDE_WORDS: Readonly<Record<string, string>> = {
  inside: "within what was claimed",
  below: "below what was claimed",
  above: "above what was claimed",
};

/** English for every reason code an assessment can carry. Another language is another table. */
export const REASON_WORDS: Readonly<Record<string, (reason: Reason) => string>> = {
  inside_expected: () => "All that the number can stand for lies within what was claimed.",
  disjoint_expected: ({ side }) => `All that the number can stand for lies ${SIDE_WORDS[String(side)]}.`,
  straddles: ({ side }) =>
    `The number's uncertainty reaches across the end of what was claimed; the number itself lies ${SIDE_WORDS[String(side)]}.`,
  same_study: () => "Matches the study the article cites; not independent.",
  bridged: ({ note }) => `Another definition than the claim's${note === null ? "" : `: ${String(note).replace(/\.$/, "")}`}.`,
  proxy: () => "A proxy: it moves with the claim and can neither prove nor disprove it.",
  lower_bound: () => "The number is a lower bound: it can support the claim, not refute it.",
  upper_bound: () => "The number is an upper bound.",
  sample: ({ n }) => `A sample of ${n}.`,
  provisional: () => "Provisional figures are used.",
  estimated: () => "Estimated figures are used.",
  forecast_used: () => "A forecast is used, to show how a number can be reproduced; it is no evidence.",
  definition_differs: () => "The source marks a figure as differing in definition.",
  across_break: ({ period, note }) =>
    `The series' definition changed in ${period}${note === undefined ? "" : ` (${note})`}; values from before and after are compared.`,
  provenance_capped: ({ provenance }) => `At least one number is only ${provenance}.`,
  no_evidence: (reason) =>
    reason.indicator === undefined ? "No evidence exists." : `No evidence for this period is known (${seriesText(reason)}).`,
  not_held_by_us: (reason) =>
    reason.heldSince === undefined
      ? "Evidence may exist; we do not hold it."
      : `We hold this number only since ${dateText(reason.heldSince)}; its source does not say when it came out (${seriesText(reason)}).`,
  published_then_not_held: (reason) =>
    `Published then, not held by us: out on ${dateText(reason.publishedOn)}, held since ${dateText(reason.heldSince)} (${seriesText(reason)}).`,
  withdrawn: (reason) => `The source has withdrawn the number (${seriesText(reason)}).`,
  source_not_built: ({ indicator }) => `We do not read a source for ${indicator} yet.`,
  quarantined: (reason) => `The number looks implausible and waits for a person to review it (${seriesText(reason)}).`,
  forecast_only: (reason) => `Only a forecast exists, and forecasts are no evidence (${seriesText(reason)}).`,
  not_computable: ({ period }) => `The numbers for ${period} are there and give no result.`,
  not_settled: ({ period }) => `The value for ${period} is not final: the period has not ended, or its source is still filling it in.`,
  no_newer_data: ({ period }) => `Nothing newer than ${period} is published.`,
  fixed_period: () => "The claim speaks of one stated period; newer data cannot move it.",
  next_due: ({ due, review }) =>
    review === true ? `Our next review is due by ${dateText(due)}.` : `The next figure is due by ${dateText(due)}.`,
  lapsed: ({ due, review }) =>
    `${review === true ? "Our next review" : "The next"} was due ${dateText(due)}; we make no statement about today.`,
  orphaned: ({ indicator }) => `Not updatable: the source of ${indicator} has stopped.`,
  newer_quarantined: (reason) => `A newer number waits for review (${seriesText(reason)}).`,
  prediction_open: ({ dueOn }) => `A prediction; it is judged at the end of ${dateText(dueOn)}.`,
  prediction_overdue: ({ dueOn }) => `A prediction; it was to be judged at the end of ${dateText(dueOn)}.`,
};
