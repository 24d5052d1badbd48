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
    paraphrase: {
      en: "DeepSeek shows that schooling in China is by now as good as in the United States, if not better.",
      zh: "DeepSeek说明，中国的教育如今即便没有超过美国，也已不相上下。",
    },
    beside: [...models, series("the-top100-universities", "CHN"), series("the-top100-universities", "USA")],
  }),
  opinion({
    id: "peers-hire-abroad",
    paragraph: 2,
    saidBy: "article",
    paraphrase: {
      en: "Other Chinese technology firms tend to look for people with a foreign education.",
      zh: "中国其他科技公司往往更愿意招有海外学历的人。",
    },
    beside: [series("deepseek-team", "CHN", { measure: "any-us-affiliation" })],
  }),
  opinion({
    id: "school-competition",
    paragraph: 4,
    saidBy: "Pavel Durov",
    paraphrase: {
      en: "Hard competition among pupils is what carried China forward in AI, and American schools have to change or the country will fall behind.",
      zh: "学生之间的激烈竞争推动了中国在人工智能上的进步；美国的学校若不改变，国家就会落后。",
    },
    beside: models,
  }),
  opinion({
    id: "investment-nurtured-talent",
    paragraph: 5,
    saidBy: "article",
    paraphrase: {
      en: "China's spending on education is part of the reason why it has so much talent.",
      zh: "中国人才众多，对教育的投入是原因之一。",
    },
    beside: [series("tertiary-enrolment-rate", "CHN"), series("researchers-per-million", "CHN")],
    note: "That one thing caused another cannot be read from series that rise together.",
  }),
  opinion({
    id: "party-control-over-growth",
    paragraph: 6,
    saidBy: "article",
    paraphrase: {
      en: "The Party under Xi Jinping puts its own control before growth and does not spare large technology companies.",
      zh: "习近平主政下的中共把自身的掌控放在增长之前，对大型科技公司也不例外。",
    },
    beside: [series("unicorns", "CHN", { industry: "all" })],
  }),
  opinion({
    id: "deepseek-evaded-pressure",
    paragraph: 7,
    saidBy: "article",
    paraphrase: {
      en: "By staying quiet and caring more for research than for quick money, DeepSeek has so far slipped past what weighs on other firms.",
      zh: "DeepSeek行事低调，重研究而不急于赚钱，至今避开了压在其他企业身上的负担。",
    },
    beside: [series("arena-top-score", "CHN")],
  }),
  opinion({
    id: "no-education-gap",
    paragraph: 8,
    saidBy: "Yiran Chen",
    paraphrase: {
      en: "In schooling, and above all in AI, China is hardly behind America; what holds it back lies somewhere else.",
      zh: "在教育上，尤其是在人工智能领域，中国与美国几乎没有差距；拖住中国的是别的因素。",
    },
    beside: [...neurips, series("cs-faculty", "CHN"), series("cs-faculty", "USA")],
  }),
  opinion({
    id: "talent-must-go-somewhere",
    paragraph: 12,
    saidBy: "Damien Ma",
    paraphrase: { en: "So many graduates of recent years need a place to work.", zh: "近年来毕业生这么多，总要有地方工作。" },
    beside: [series("cn-graduates-regular", "CHN"), series("top-ai-talent-workplace", "CHN", { tier: "top-20" })],
  }),
  opinion({
    id: "exam-oriented",
    paragraph: 15,
    saidBy: "critics",
    paraphrase: {
      en: "Chinese schools drill for exams and leave little room for invention.",
      zh: "中国的学校围着考试转，留给创造的空间很小。",
    },
    beside: models,
  }),
  opinion({
    id: "uneven-programs",
    paragraph: 15,
    saidBy: "Damien Ma",
    paraphrase: {
      en: "The new AI programmes differ in quality, and some of them produce nobody outstanding.",
      zh: "新办的人工智能专业水平不一，有的培养不出拔尖的人。",
    },
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
    paraphrase: {
      en: "A good part of DeepSeek's staff comes from the leading universities of the country.",
      zh: "DeepSeek的员工中，有不少来自国内顶尖高校。",
    },
    beside: [series("deepseek-team", "CHN", { measure: "only-ever-in-china" })],
    note: "Where its employees studied is not published; affiliations of authors are another thing.",
  }),
  opinion({
    id: "government-as-threat",
    paragraph: 17,
    saidBy: "article",
    paraphrase: {
      en: "What endangers Chinese innovation most may well be the state that also helps it.",
      zh: "对中国创新威胁最大的，很可能正是同时也在扶持创新的政府。",
    },
    beside: [series("rd-government-share", "CHN")],
  }),
  opinion({
    id: "crackdown",
    paragraph: 18,
    saidBy: "article",
    paraphrase: {
      en: "The measures against technology companies from 2020 on, and the doubt they left, made work in the industry less attractive.",
      zh: "2020年起针对科技公司的整顿，以及它留下的不确定感，使这个行业的工作不再那么有吸引力。",
    },
    beside: [examApplicants, series("ai-companies-newly-funded", "CHN"), series("unicorns", "CHN", { industry: "all" })],
    note: "Continued in paragraph 19. The number of applicants also follows posts, graduates and the age limit.",
  }),
  opinion({
    id: "ai-shielded",
    paragraph: 20,
    saidBy: "article",
    paraphrase: {
      en: "AI lost fewer of its people than the rest of the industry, not least because politics favours it; so it has been until now.",
      zh: "与整个科技行业相比，人工智能领域流失的人更少，政策上的偏爱是原因之一；至少到目前为止如此。",
    },
    beside: [examApplicants, series("genai-services-filed-cumulative", "CHN", { kind: "filing" })],
  }),
  opinion({
    id: "counterfactual-tolerance",
    paragraph: 20,
    saidBy: "article",
    paraphrase: {
      en: "How AI in China would look had the state left its large firms alone, nobody can tell.",
      zh: "如果当初没有整治大型企业，中国的人工智能会是什么样子，谁也说不准。",
    },
    beside: [series("ai-companies-newly-funded", "CHN")],
    note: "A question about what did not happen.",
  }),
  opinion({
    id: "private-capital",
    paragraph: 21,
    saidBy: "Yanbo Wang",
    paraphrase: {
      en: "How far China gets in AI depends on more than its schools: on how it treats people who invest, found and run companies for profit.",
      zh: "中国的人工智能能走多远，不只取决于学校，也取决于怎样对待为盈利而投资、创业和经营的人。",
    },
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
    paraphrase: { en: "Private firms as well press their people for fast returns.", zh: "民营企业同样催着员工尽快出成果。" },
  }),
  opinion({
    id: "improvers-not-inventors",
    paragraph: 22,
    saidBy: "a common stereotype, as the article calls it",
    paraphrase: {
      en: "Engineers from China are thought to refine what others thought of, not to think of it first.",
      zh: "常有人认为，中国工程师擅长改进别人的想法，而不是率先提出想法。",
    },
    beside: [...models, ...arena],
  }),
  opinion({
    id: "little-hard-core-innovation",
    paragraph: 23,
    saidBy: "DeepSeek's founder",
    paraphrase: {
      en: "The best people in China go unnoticed, since the country as a whole does so little deep innovation.",
      zh: "中国最优秀的人没有被看见，因为整个国家很少做深层次的创新。",
    },
    beside: [series("ai-patents-per-million", "CHN"), series("critical-tech-lead", "CHN", { base: "64-technologies" })],
  }),
  opinion({
    id: "hedge-fund-and-humanities",
    paragraph: 24,
    saidBy: "article",
    paraphrase: {
      en: "DeepSeek's money from a hedge fund of its own and its taste for staff from the humanities set it apart, and may matter as much as what it has in common with others.",
      zh: "DeepSeek的资金来自自家的对冲基金，又偏爱招收人文学科出身的员工；这些独特之处的分量，也许不亚于它与同行的共同点。",
    },
    beside: [series("deepseek-team", "CHN", { measure: "authors" })],
  }),
  opinion({
    id: "emulate-deepseek",
    paragraph: 25,
    saidBy: "a provincial Party commentary",
    paraphrase: {
      en: "Other firms should do as DeepSeek did: rely on the young and let strong companies decide more for themselves.",
      zh: "其他企业应当向DeepSeek学习：依靠年轻人，让有实力的企业更多地自己拿主意。",
    },
    beside: [series("genai-services-filed-cumulative", "CHN", { kind: "filing" })],
  }),
  opinion({
    id: "government-out-of-the-way",
    paragraph: 26,
    saidBy: "article",
    paraphrase: {
      en: "China may gain most from its skilled workers in AI if the state steps aside.",
      zh: "如果政府少插手，中国从人工智能人才身上得到的也许最多。",
    },
    beside: [series("rd-government-share", "CHN"), series("rd-government-share", "USA")],
  }),
  opinion({
    id: "hands-off",
    paragraph: 27,
    saidBy: "DeepSeek's founder",
    paraphrase: {
      en: "New ideas need to be left alone: they arrive unplanned and cannot be taught.",
      zh: "新的想法需要不受打扰：它不请自来，也教不出来。",
    },
  }),
];
