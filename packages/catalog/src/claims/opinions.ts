import type { Claim } from "@talent/core/claim/claim";
import { series } from "../series/series.ts";

type Opinion = Pick<Claim, "id" | "paraphrase"> & {
  readonly paragraph: number;
  readonly saidBy: string;
  readonly beside?: Claim["related"];
  readonly note?: string;
};

const opinion = ({ id, paraphrase, paragraph, saidBy, beside = [], note }: Opinion): Claim => ({
  id,
  paraphrase,
  place: { paragraph, saidBy, sourceNamed: null },
  kind: "opinion",
  asserted: null,
  readings: [],
  revisions: [],
  related: beside,
  ...(note === undefined ? {} : { comparability: [note] }),
});

const neurips = [series("neurips-paper-credits", "CHN"), series("neurips-paper-credits", "USA")];
const models = [series("notable-ai-models", "CHN"), series("notable-ai-models", "USA")];
const arena = [series("arena-top-score", "CHN"), series("arena-top-score", "USA")];
const examApplicants = series("civil-service-applicants", "CHN", { stage: "passed-review" });
const EACH_PROVIDER_APART = "Each provider's investment figures are shown apart: their definitions differ.";

/** Opinions, causes and counterfactuals of the article: attributed, not checkable, with indicators beside them. In the order of the article. */
export const OPINIONS: readonly Claim[] = [
  opinion({
    id: "education-equals-us",
    paragraph: 1,
    saidBy: "many Chinese",
    paraphrase: "DeepSeek shows that schooling in China is by now as good as in the United States, if not better.",
    beside: [...models, series("the-top100-universities", "CHN"), series("the-top100-universities", "USA")],
  }),
  opinion({
    id: "peers-hire-abroad",
    paragraph: 2,
    saidBy: "article",
    paraphrase: "Other Chinese technology firms tend to look for people with a foreign education.",
    beside: [series("deepseek-team", "CHN", { measure: "any-us-affiliation" })],
  }),
  opinion({
    id: "school-competition",
    paragraph: 4,
    saidBy: "Pavel Durov",
    paraphrase:
      "Hard competition among pupils is what carried China forward in AI, and American schools have to change or the country will fall behind.",
    beside: models,
  }),
  opinion({
    id: "investment-nurtured-talent",
    paragraph: 5,
    saidBy: "article",
    paraphrase: "China's spending on education is part of the reason why it has so much talent.",
    beside: [series("tertiary-enrolment-rate", "CHN"), series("researchers-per-million", "CHN")],
    note: "That one thing caused another cannot be read from series that rise together.",
  }),
  opinion({
    id: "party-control-over-growth",
    paragraph: 6,
    saidBy: "article",
    paraphrase: "The Party under Xi Jinping puts its own control before growth and does not spare large technology companies.",
    beside: [series("unicorns", "CHN", { industry: "all" })],
  }),
  opinion({
    id: "deepseek-evaded-pressure",
    paragraph: 7,
    saidBy: "article",
    paraphrase:
      "By staying quiet and caring more for research than for quick money, DeepSeek has so far slipped past what weighs on other firms.",
    beside: [series("arena-top-score", "CHN")],
  }),
  opinion({
    id: "no-education-gap",
    paragraph: 8,
    saidBy: "Yiran Chen",
    paraphrase: "In schooling, and above all in AI, China is hardly behind America; what holds it back lies somewhere else.",
    beside: [...neurips, series("cs-faculty", "CHN"), series("cs-faculty", "USA")],
  }),
  opinion({
    id: "talent-must-go-somewhere",
    paragraph: 12,
    saidBy: "Damien Ma",
    paraphrase: "So many graduates of recent years need a place to work.",
    beside: [series("cn-graduates-regular", "CHN"), series("top-ai-talent-workplace", "CHN", { tier: "top-20" })],
  }),
  opinion({
    id: "exam-oriented",
    paragraph: 15,
    saidBy: "critics",
    paraphrase: "Chinese schools drill for exams and leave little room for invention.",
    beside: models,
  }),
  opinion({
    id: "uneven-programs",
    paragraph: 15,
    saidBy: "Damien Ma",
    paraphrase: "The new AI programmes differ in quality, and some of them produce nobody outstanding.",
    beside: [
      series("ai-major-approvals", "CHN", { major: "artificial-intelligence" }),
      series("undergraduate-majors", "CHN", { change: "added" }),
      series("undergraduate-majors", "CHN", { change: "removed" }),
    ],
  }),
  opinion({
    id: "deepseek-alma-maters",
    paragraph: 15,
    saidBy: "article",
    paraphrase: "A good part of DeepSeek's staff comes from the leading universities of the country.",
    beside: [series("deepseek-team", "CHN", { measure: "only-ever-in-china" })],
    note: "Where its employees studied is not published; affiliations of authors are another thing.",
  }),
  opinion({
    id: "government-as-threat",
    paragraph: 17,
    saidBy: "article",
    paraphrase: "What endangers Chinese innovation most may well be the state that also helps it.",
    beside: [series("rd-government-share", "CHN")],
  }),
  opinion({
    id: "crackdown",
    paragraph: 18,
    saidBy: "article",
    paraphrase:
      "The measures against technology companies from 2020 on, and the doubt they left, made work in the industry less attractive.",
    beside: [examApplicants, series("ai-companies-newly-funded", "CHN"), series("unicorns", "CHN", { industry: "all" })],
    note: "Continued in paragraph 19. The number of applicants also follows posts, graduates and the age limit.",
  }),
  opinion({
    id: "ai-shielded",
    paragraph: 20,
    saidBy: "article",
    paraphrase:
      "AI lost fewer of its people than the rest of the industry, not least because politics favours it; so it has been until now.",
    beside: [examApplicants, series("genai-services-filed-cumulative", "CHN", { kind: "filing" })],
  }),
  opinion({
    id: "counterfactual-tolerance",
    paragraph: 20,
    saidBy: "article",
    paraphrase: "How AI in China would look had the state left its large firms alone, nobody can tell.",
    beside: [series("ai-companies-newly-funded", "CHN")],
    note: "A question about what did not happen.",
  }),
  opinion({
    id: "private-capital",
    paragraph: 21,
    saidBy: "Yanbo Wang",
    paraphrase:
      "How far China gets in AI depends on more than its schools: on how it treats people who invest, found and run companies for profit.",
    beside: [
      series("ai-private-investment", "CHN"),
      series("ai-private-investment", "USA"),
      series("ai-investment-cset", "CHN"),
      series("ai-investment-cset", "USA"),
    ],
    note: EACH_PROVIDER_APART,
  }),
  opinion({
    id: "quick-results",
    paragraph: 22,
    saidBy: "article",
    paraphrase: "Private firms as well press their people for fast returns.",
  }),
  opinion({
    id: "improvers-not-inventors",
    paragraph: 22,
    saidBy: "a common stereotype, as the article calls it",
    paraphrase: "Engineers from China are thought to refine what others thought of, not to think of it first.",
    beside: [...models, ...arena],
  }),
  opinion({
    id: "little-hard-core-innovation",
    paragraph: 23,
    saidBy: "DeepSeek's founder",
    paraphrase: "The best people in China go unnoticed, since the country as a whole does so little deep innovation.",
    beside: [series("ai-patents-per-million", "CHN"), series("critical-tech-lead", "CHN", { base: "64-technologies" })],
  }),
  opinion({
    id: "hedge-fund-and-humanities",
    paragraph: 24,
    saidBy: "article",
    paraphrase:
      "DeepSeek's money from a hedge fund of its own and its taste for staff from the humanities set it apart, and may matter as much as what it has in common with others.",
    beside: [series("deepseek-team", "CHN", { measure: "authors" })],
  }),
  opinion({
    id: "emulate-deepseek",
    paragraph: 25,
    saidBy: "a provincial Party commentary",
    paraphrase: "Other firms should do as DeepSeek did: rely on the young and let strong companies decide more for themselves.",
    beside: [series("genai-services-filed-cumulative", "CHN", { kind: "filing" })],
  }),
  opinion({
    id: "government-out-of-the-way",
    paragraph: 26,
    saidBy: "article",
    paraphrase: "China may gain most from its skilled workers in AI if the state steps aside.",
    beside: [series("rd-government-share", "CHN"), series("rd-government-share", "USA")],
  }),
  opinion({
    id: "hands-off",
    paragraph: 27,
    saidBy: "DeepSeek's founder",
    paraphrase: "New ideas need to be left alone: they arrive unplanned and cannot be taught.",
  }),
];
