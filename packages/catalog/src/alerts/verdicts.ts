import type { AlertRule, LocalizedText } from "@talent/core/alert/rule";
import type { Claim, Reading } from "@talent/core/claim/claim";
import { CLAIMS } from "../claims/all.ts";
import { readersRule } from "./define-rule.ts";

const inBothLanguages = (en: string, zh: string): LocalizedText => ({ en, "zh-CN": zh });

/** What each claim that has a verdict is about, in the few words that a subject line has room for. By claim id. */
const CLAIM_TOPICS: Readonly<Record<string, LocalizedText>> = {
  "graduate-growth": inBothLanguages("the growth of graduates in China over two decades", "中国高校毕业生二十年的增长"),
  "stem-ratio": inBothLanguages("STEM graduates, China against the US", "中美STEM毕业生之比"),
  "ai-programs": inBothLanguages("AI programmes opened in China since 2018", "2018年以来中国新开设的人工智能专业"),
  "top-talent-origin": inBothLanguages("top AI researchers with a Chinese first degree", "第一学位来自中国的顶尖人工智能研究者"),
  "top-talent-origin-us": inBothLanguages("top AI researchers with an American first degree", "第一学位来自美国的顶尖人工智能研究者"),
  "top-talent-work-us": inBothLanguages("top AI researchers working in the US", "在美国工作的顶尖人工智能研究者"),
  "top-talent-work-china": inBothLanguages("top AI researchers working in China", "在中国工作的顶尖人工智能研究者"),
  "visas-harder": inBothLanguages("US visas for Chinese students", "中国学生的美国签证"),
  "abroad-and-stay": inBothLanguages("Chinese graduates who stay abroad", "留在国外的中国毕业生"),
  "civil-service-record": inBothLanguages("the record of applicants for China's civil service", "报考公务员人数创纪录"),
  "world-class-universities": inBothLanguages("Chinese universities among the world's best", "跻身世界前列的中国大学"),
  "tsinghua-peking": inBothLanguages("the rank of Tsinghua and Peking University", "清华和北大的世界排名"),
  "stem-phds": inBothLanguages("doctorates in science, China against the US", "中美理工科博士之比"),
  "education-investment": inBothLanguages("China's spending on education", "中国的教育投入"),
  "research-funding": inBothLanguages("China's state funding of research", "中国政府的科研投入"),
  "academia-industry-ties": inBothLanguages("ties between universities and firms in China", "中国高校与企业的联系"),
  "deepseek-educated-in-china": inBothLanguages("where DeepSeek's core team studied", "DeepSeek核心团队的求学地"),
  "ai-leader-2025": inBothLanguages("China's ambition in AI for 2025", "中国2025年的人工智能目标"),
  "more-startups": inBothLanguages("further successful AI companies in China", "更多成功的中国人工智能企业"),
};

/** The reading whose verdict is the claim's; null where nothing can decide: an opinion, a proxy or mere context. */
export function decidingReading({ readings }: Claim): Reading | null {
  return readings.find(({ primary, fit }) => primary && (fit === "same" || fit === "bridged")) ?? null;
}

/** The verdict on a claim as a subject line names it. Throws RangeError for a claim that has none. */
export function verdictName(claim: string): LocalizedText {
  const topic = Object.hasOwn(CLAIM_TOPICS, claim) ? CLAIM_TOPICS[claim] : undefined;
  if (topic === undefined) throw new RangeError(`no words for a verdict on ${JSON.stringify(claim)}`);
  return { en: `Verdict on ${topic.en}`, "zh-CN": `对“${topic["zh-CN"]}”的判定` };
}

/** The verdict of a claim by its closest reading. */
function verdictRule(claim: Claim): AlertRule[] {
  const reading = decidingReading(claim);
  if (reading === null) return [];
  const about = { id: `verdict-${claim.id}`, name: verdictName(claim.id) };
  return [readersRule(about, { kind: "verdict", claim: claim.id, reading: reading.id, questions: ["withHindsight", "now"] }, [claim.id])];
}

/** One for each claim that can be decided. What was known on the article's day changes by our corrections only and is not watched. */
export const VERDICTS: readonly AlertRule[] = CLAIMS.flatMap(verdictRule);
