import type { LocalizedText } from "@talent/core/alert/rule";
import type { Claim } from "@talent/core/claim/claim";
import { localized } from "@talent/core/text/name";
import { claim as abroadAndStay } from "./abroad-and-stay.ts";
import { claim as academiaIndustryTies } from "./academia-industry-ties.ts";
import { claim as aiLeader2025 } from "./ai-leader-2025.ts";
import { claim as aiPrograms } from "./ai-programs.ts";
import { claim as civilServiceRecord } from "./civil-service-record.ts";
import { claim as deepseekEducatedInChina } from "./deepseek-educated-in-china.ts";
import { claim as educationInvestment } from "./education-investment.ts";
import { claim as graduateGrowth } from "./graduate-growth.ts";
import { claim as moreStartups } from "./more-startups.ts";
import { OPINIONS } from "./opinions.ts";
import { claim as researchFunding } from "./research-funding.ts";
import { claim as stayAndBuild } from "./stay-and-build.ts";
import { claim as stemPhds } from "./stem-phds.ts";
import { claim as stemRatio } from "./stem-ratio.ts";
import { claim as topTalentOrigin } from "./top-talent-origin.ts";
import { claim as topTalentOriginUs } from "./top-talent-origin-us.ts";
import { claim as topTalentWorkChina } from "./top-talent-work-china.ts";
import { claim as topTalentWorkUs } from "./top-talent-work-us.ts";
import { claim as tsinghuaPeking } from "./tsinghua-peking.ts";
import { claim as visasHarder } from "./visas-harder.ts";
import { claim as worldClassUniversities } from "./world-class-universities.ts";

/** The article whose claims are tracked. Its sentences are never reproduced; each claim is a paraphrase of ours with its place in the article. */
export const ARTICLE = {
  title: "What DeepSeek's Success Says About China's Ability to Nurture Talent",
  author: "Vivian Wang",
  publisher: "The New York Times",
  url: "https://www.nytimes.com/2025/02/10/",
  publishedOn: "2025-02-10",
  /** It was corrected on its own day: 2025, not 2023, as the year of an ambition. */
  correctedOn: "2025-02-10",
  /** Paragraphs of the body, without headline, captions and the correction's note. */
  paragraphs: 27,
} as const;

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

/** A claim's paraphrase in every language of notices; an unknown id is returned as it is. */
export const claimName = (id: string): LocalizedText => localized(claimById(id)?.paraphrase ?? { en: id });
