import { source as aiCompaniesReported } from "./ai-companies-reported/source.ts";
import { source as aiMajors } from "./ai-majors/source.ts";
import { source as aiResearchReported } from "./ai-research-reported/source.ts";
import { source as civilServiceExam } from "./civil-service-exam/source.ts";
import { source as cnGraduateCounts } from "./cn-graduate-counts/source.ts";
import { source as deepseekTeam } from "./deepseek-team/source.ts";
import type { Source } from "./define-source.ts";
import { source as epochModels } from "./epoch-models/source.ts";
import { source as genaiFilingsReported } from "./genai-filings-reported/source.ts";
import { source as githubInnovationGraph } from "./github-innovation-graph/source.ts";
import { source as macropoloTalent } from "./macropolo-talent/source.ts";
import { source as moeEducationTables } from "./moe-education-tables/source.ts";
import { source as policyEvents } from "./policy-events/source.ts";
import { source as qsRankings } from "./qs-rankings/source.ts";
import { source as rdComparisons } from "./rd-comparisons/source.ts";
import { source as rdStatistics } from "./rd-statistics/source.ts";
import { source as sevisMapping } from "./sevis-mapping/source.ts";
import { source as stateNivAnnual } from "./state-niv-annual/source.ts";
import { source as stateNivMonthly } from "./state-niv-monthly/source.ts";
import { source as stemComparisons } from "./stem-comparisons/source.ts";
import { source as usDoctorateIntent } from "./us-doctorate-intent/source.ts";
import { source as usDoctorateStay } from "./us-doctorate-stay/source.ts";
import { source as usStudentsReported } from "./us-students-reported/source.ts";
import { source as worldBank } from "./world-bank/source.ts";

/** Every source we can read, one line each. */
export const SOURCES: readonly Source[] = [
  epochModels,
  qsRankings,
  stateNivAnnual,
  githubInnovationGraph,
  worldBank,
  moeEducationTables,
  stateNivMonthly,
  sevisMapping,
  aiCompaniesReported,
  aiMajors,
  aiResearchReported,
  civilServiceExam,
  cnGraduateCounts,
  deepseekTeam,
  genaiFilingsReported,
  macropoloTalent,
  policyEvents,
  rdComparisons,
  rdStatistics,
  stemComparisons,
  usDoctorateIntent,
  usDoctorateStay,
  usStudentsReported,
];

/** The source of that id, or undefined. */
export function sourceById(id: string): Source | undefined {
  return SOURCES.find((source) => source.id === id);
}
