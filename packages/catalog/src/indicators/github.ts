import { defineIndicators } from "./indicator.ts";

const PLACED_BY_ADDRESS = "Accounts are placed by network address; access from China is partly blocked.";
const SUPPRESSED = "Economies under 100 developers are not printed: absent is not zero.";
const EUROPEAN_UNION = "XEU is an aggregate: leave it out of rankings and sums.";

export const GITHUB = defineIndicators([
  {
    id: "github-developers",
    title: { en: "Developers with an account", zh: "代码平台上的开发者账号数" },
    description: "How many developer accounts a public code platform places in an economy.",
    definition: "Accounts located in the economy in the quarter.",
    unit: { en: "accounts", zh: "个账号" },
    periodKind: "quarter",
    dimensions: {},
    source: "github-innovation-graph",
    notes: [PLACED_BY_ADDRESS, SUPPRESSED, EUROPEAN_UNION],
  },
  {
    id: "github-pushes",
    title: { en: "Pushes of code", zh: "代码推送次数" },
    description: "How often developers of an economy sent code to a public platform.",
    definition: "Pushes by accounts located in the economy in the quarter.",
    unit: { en: "pushes", zh: "次推送" },
    periodKind: "quarter",
    dimensions: {},
    source: "github-innovation-graph",
    notes: [
      PLACED_BY_ADDRESS,
      SUPPRESSED,
      EUROPEAN_UNION,
      "Pushes from China fall while its developers rise, partly for lack of access: prefer developers.",
    ],
  },
  {
    id: "github-organizations",
    title: { en: "Organisations with an account", zh: "代码平台上的组织账号数" },
    description: "How many organisations a public code platform places in an economy.",
    definition: "Organisation accounts located in the economy in the quarter.",
    unit: { en: "organizations", zh: "个组织" },
    periodKind: "quarter",
    dimensions: {},
    source: "github-innovation-graph",
    notes: [PLACED_BY_ADDRESS, SUPPRESSED, EUROPEAN_UNION],
  },
  {
    id: "github-repositories",
    title: { en: "Code repositories", zh: "代码仓库数" },
    description: "How many repositories belong to accounts of an economy.",
    definition: "Repositories of accounts located in the economy in the quarter.",
    unit: { en: "repositories", zh: "个代码仓库" },
    periodKind: "quarter",
    dimensions: {},
    source: "github-innovation-graph",
    notes: [PLACED_BY_ADDRESS, SUPPRESSED, EUROPEAN_UNION],
  },
]);
