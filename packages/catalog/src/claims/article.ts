/** The article whose claims are tracked. Its sentences are never reproduced; each claim is a paraphrase of ours with a place. */
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
