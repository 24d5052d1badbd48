import type { Claim } from "@talent/core/claim";
import { claim as abroadAndStay } from "./claims/abroad-and-stay.ts";
import { claim as academiaIndustryTies } from "./claims/academia-industry-ties.ts";
import { claim as aiLeader2025 } from "./claims/ai-leader-2025.ts";
import { claim as aiPrograms } from "./claims/ai-programs.ts";
import { claim as civilServiceRecord } from "./claims/civil-service-record.ts";
import { claim as deepseekEducatedInChina } from "./claims/deepseek-educated-in-china.ts";
import { claim as educationInvestment } from "./claims/education-investment.ts";
import { claim as graduateGrowth } from "./claims/graduate-growth.ts";
import { claim as moreStartups } from "./claims/more-startups.ts";
import { claim as researchFunding } from "./claims/research-funding.ts";
import { claim as stayAndBuild } from "./claims/stay-and-build.ts";
import { claim as stemPhds } from "./claims/stem-phds.ts";
import { claim as stemRatio } from "./claims/stem-ratio.ts";
import { claim as topTalentOrigin } from "./claims/top-talent-origin.ts";
import { claim as topTalentOriginUs } from "./claims/top-talent-origin-us.ts";
import { claim as topTalentWorkChina } from "./claims/top-talent-work-china.ts";
import { claim as topTalentWorkUs } from "./claims/top-talent-work-us.ts";
import { claim as tsinghuaPeking } from "./claims/tsinghua-peking.ts";
import { claim as visasHarder } from "./claims/visas-harder.ts";
import { claim as worldClassUniversities } from "./claims/world-class-universities.ts";
import { OPINIONS } from "./opinions.ts";

/** Claims with readings, in the order of the ledger within a paragraph. */
const CHECKABLE: readonly Claim[] = [
  graduateGrowth,
  stemRatio,
  aiPrograms,
  topTalentOrigin,
  topTalentOriginUs,
  topTalentWorkUs,
  topTalentWorkChina,
  visasHarder,
  abroadAndStay,
  civilServiceRecord,
  worldClassUniversities,
  tsinghuaPeking,
  stemPhds,
  educationInvestment,
  researchFunding,
  academiaIndustryTies,
  deepseekEducatedInChina,
  aiLeader2025,
  moreStartups,
  stayAndBuild,
];

/** The whole ledger in the order of the article: by paragraph, within one the checkable claims first. */
export const CLAIMS: readonly Claim[] = [...CHECKABLE, ...OPINIONS].toSorted((a, b) => a.place.paragraph - b.place.paragraph);

const BY_ID: ReadonlyMap<string, Claim> = new Map(CLAIMS.map((claim) => [claim.id, claim]));

/** The claim of that id, or undefined. */
export function claimById(id: string): Claim | undefined {
  return BY_ID.get(id);
}
