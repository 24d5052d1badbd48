import type { Indicator } from "./indicator.ts";

const PLACED_BY_ADDRESS = "Accounts are placed by network address; access from China is partly blocked.";
const SUPPRESSED = "Economies under 100 developers are not printed: absent is not zero.";
const EUROPEAN_UNION = "XEU is an aggregate: leave it out of rankings and sums.";

export const GITHUB = [
  {
    id: "github-developers",
    title: "Developers with an account",
    description: "How many developer accounts a public code platform places in an economy.",
    definition: "Accounts located in the economy in the quarter.",
    unit: "accounts",
    periodKind: "quarter",
    dimensions: {},
    source: "github-innovation-graph",
    notes: [PLACED_BY_ADDRESS, SUPPRESSED, EUROPEAN_UNION],
  },
  {
    id: "github-pushes",
    title: "Pushes of code",
    description: "How often developers of an economy sent code to a public platform.",
    definition: "Pushes by accounts located in the economy in the quarter.",
    unit: "pushes",
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
    title: "Organisations with an account",
    description: "How many organisations a public code platform places in an economy.",
    definition: "Organisation accounts located in the economy in the quarter.",
    unit: "organizations",
    periodKind: "quarter",
    dimensions: {},
    source: "github-innovation-graph",
    notes: [PLACED_BY_ADDRESS, SUPPRESSED, EUROPEAN_UNION],
  },
  {
    id: "github-repositories",
    title: "Code repositories",
    description: "How many repositories belong to accounts of an economy.",
    definition: "Repositories of accounts located in the economy in the quarter.",
    unit: "repositories",
    periodKind: "quarter",
    dimensions: {},
    source: "github-innovation-graph",
    notes: [PLACED_BY_ADDRESS, SUPPRESSED, EUROPEAN_UNION],
  },
] as const satisfies readonly Indicator[];
