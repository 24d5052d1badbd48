import type { Source } from "./define-source.ts";

/** One line for each source; `source new` adds it. */
const MODULES = await Promise.all([
  import("./epoch-models/source.ts"),
  import("./qs-rankings/source.ts"),
  import("./state-niv-annual/source.ts"),
  import("./github-innovation-graph/source.ts"),
  import("./world-bank/source.ts"),
  import("./moe-education-tables/source.ts"),
  import("./state-niv-monthly/source.ts"),
  import("./sevis-mapping/source.ts"),
  import("./ai-companies-reported/source.ts"),
  import("./ai-majors/source.ts"),
  import("./ai-research-reported/source.ts"),
  import("./civil-service-exam/source.ts"),
  import("./cn-graduate-counts/source.ts"),
  import("./deepseek-team/source.ts"),
  import("./genai-filings-reported/source.ts"),
  import("./macropolo-talent/source.ts"),
  import("./policy-events/source.ts"),
  import("./rd-comparisons/source.ts"),
  import("./rd-statistics/source.ts"),
  import("./stem-comparisons/source.ts"),
  import("./us-doctorate-intent/source.ts"),
  import("./us-doctorate-stay/source.ts"),
  import("./us-students-reported/source.ts"),
]);

/** Every source we can read. */
export const SOURCES: readonly Source[] = MODULES.map(({ source }) => source);

/** The source of that id, or undefined. */
export function sourceById(id: string): Source | undefined {
  return SOURCES.find((source) => source.id === id);
}
