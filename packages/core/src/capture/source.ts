import type { Provenance } from "../observation/observation.ts";
import type { Name } from "../text/name.ts";
import type { StatedScope } from "./capture.ts";
import type { Cadence, Expectation } from "./expectation.ts";

/** What the read layer may show of a source's numbers. */
export type Republish = "values" | "unmodified" | "cited" | "counts" | "verdict_only";

/** What is said of a publisher's dataset: all of a source but its functions, and what the store holds of it. */
export type SourceFacts = {
  readonly id: string;
  readonly title: string;
  /** As short as a subject line wants it, with its Chinese; left out: the title. */
  readonly short?: Name;
  /** `deposit`: a person hands the file in. `curated`: a table of ours beside the source. */
  readonly kind: "live" | "deposit" | "curated";
  readonly publisher: { readonly name: string; readonly url: string; readonly country: string };
  /** Whose word the numbers are that carry no citation of their own. Left out: official, a government or what compiles governments' figures. */
  readonly provenance?: Provenance;
  readonly licence: { readonly name: string; readonly url?: string; readonly republish: Republish };
  readonly requests: readonly { readonly url: string; readonly accept: string }[];
  readonly schedule: { readonly cron: string } | null;
  readonly cadence: Cadence;
  /** Ids of indicators. */
  readonly produces: readonly string[];
  readonly expect: Expectation;
  readonly states: StatedScope;
  /** How a person gets the file, where the site does not serve programs. */
  readonly depositHint?: string;
};
