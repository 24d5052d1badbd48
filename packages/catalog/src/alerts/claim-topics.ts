import type { Named } from "@talent/core/alert/rule";

const about = (en: string, zh: string): Named => ({ en, "zh-CN": zh });

/** What each claim that has a verdict is about, in the few words that a subject line has room for. By claim id. */
export const CLAIM_TOPICS: Readonly<Record<string, Named>> = {
  "graduate-growth": about("the growth of graduates in China over two decades", "中国高校毕业生二十年的增长"),
  "stem-ratio": about("STEM graduates, China against the US", "中美STEM毕业生之比"),
  "ai-programs": about("AI programmes opened in China since 2018", "2018年以来中国新开设的人工智能专业"),
  "top-talent-origin": about("top AI researchers with a Chinese first degree", "第一学位来自中国的顶尖人工智能研究者"),
  "top-talent-origin-us": about("top AI researchers with an American first degree", "第一学位来自美国的顶尖人工智能研究者"),
  "top-talent-work-us": about("top AI researchers working in the US", "在美国工作的顶尖人工智能研究者"),
  "top-talent-work-china": about("top AI researchers working in China", "在中国工作的顶尖人工智能研究者"),
  "visas-harder": about("US visas for Chinese students", "中国学生的美国签证"),
  "abroad-and-stay": about("Chinese graduates who stay abroad", "留在国外的中国毕业生"),
  "civil-service-record": about("the record of applicants for China's civil service", "报考公务员人数创纪录"),
  "world-class-universities": about("Chinese universities among the world's best", "跻身世界前列的中国大学"),
  "tsinghua-peking": about("the rank of Tsinghua and Peking University", "清华和北大的世界排名"),
  "stem-phds": about("doctorates in science, China against the US", "中美理工科博士之比"),
  "education-investment": about("China's spending on education", "中国的教育投入"),
  "research-funding": about("China's state funding of research", "中国政府的科研投入"),
  "academia-industry-ties": about("ties between universities and firms in China", "中国高校与企业的联系"),
  "deepseek-educated-in-china": about("where DeepSeek's core team studied", "DeepSeek核心团队的求学地"),
  "ai-leader-2025": about("China's ambition in AI for 2025", "中国2025年的人工智能目标"),
  "more-startups": about("further successful AI companies in China", "更多成功的中国人工智能企业"),
};
