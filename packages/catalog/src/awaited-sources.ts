import type { Name } from "@talent/core/text/name";

/** Sources that indicators name and that are not built yet, short enough for a subject line. One that is built is named in its own folder. */
export const AWAITED_SOURCES: Readonly<Record<string, Name>> = {
  "neurips-papers": { en: "NeurIPS papers by country", zh: "NeurIPS论文统计表" },
  lmarena: { en: "LMArena leaderboard", zh: "LMArena聊天竞技场榜单" },
  csrankings: { en: "CSRankings", zh: "CSRankings计算机科学教师名录" },
  arxiv: { en: "arXiv", zh: "arXiv预印本库" },
  "education-spending": { en: "China's public spending on education", zh: "中国公共教育支出统计" },
  "nsf-sei-degrees": { en: "NSF degrees by country", zh: "美国《科学与工程指标》学位数据" },
  "nces-digest": { en: "NCES Digest of Education Statistics", zh: "美国国家教育统计中心《教育统计摘要》" },
  "open-doors-origins": { en: "Open Doors, places of origin", zh: "《门户开放报告》国际学生来源地" },
  "nsf-sed": { en: "NSF Survey of Earned Doctorates", zh: "美国博士学位获得者调查" },
  "state-niv-workload": { en: "US visa workload", zh: "美国国务院非移民签证审理量" },
  "the-rankings": { en: "Times Higher Education rankings", zh: "泰晤士高等教育世界大学排名" },
  "arwu-rankings": { en: "ShanghaiRanking", zh: "软科世界大学学术排名" },
  "state-appropriation": { en: "China's state appropriation for science and technology", zh: "中国财政科学技术支出统计" },
  "oecd-msti": { en: "OECD Main Science and Technology Indicators", zh: "经合组织主要科学技术指标" },
  "population-estimates": { en: "Population estimates", zh: "人口估计数" },
  "cb-insights-unicorns": { en: "CB Insights unicorns", zh: "CB Insights独角兽企业名单" },
  "owid-ai": { en: "Our World in Data, AI", zh: "Our World in Data人工智能数据" },
  "cac-genai-filings": { en: "China's list of generative AI filings", zh: "国家网信办生成式人工智能服务备案清单" },
};
