import { AI_RESEARCH } from "@talent/catalog/indicators/ai-research";
import { CHINESE_EDUCATION } from "@talent/catalog/indicators/chinese-education";
import { COMPANIES } from "@talent/catalog/indicators/companies";
import { DEGREES } from "@talent/catalog/indicators/degrees";
import { GITHUB } from "@talent/catalog/indicators/github";
import type { Indicator } from "@talent/catalog/indicators/indicator";
import { MAJORS } from "@talent/catalog/indicators/majors";
import { RANKINGS } from "@talent/catalog/indicators/rankings";
import { RESEARCH } from "@talent/catalog/indicators/research";
import { STATE } from "@talent/catalog/indicators/state";
import { STUDENTS } from "@talent/catalog/indicators/students";
import { TALENT } from "@talent/catalog/indicators/talent";
import { VISAS } from "@talent/catalog/indicators/visas";

/** `events`: acts of a state that a reader of these curves asks for, by their code in `policy-in-force`. */
export type Theme = {
  readonly id: string;
  readonly title: string;
  readonly indicators: readonly Indicator[];
  readonly events?: readonly string[];
};

/** The families of the catalogue, in the order in which the article comes to them. */
export const THEMES: readonly Theme[] = [
  { id: "talent", title: "Top AI researchers", indicators: TALENT },
  { id: "chinese-education", title: "Higher education in China", indicators: CHINESE_EDUCATION },
  { id: "majors", title: "Programmes in artificial intelligence", indicators: MAJORS, events: ["ai-plan-2017"] },
  { id: "degrees", title: "Degrees in science and engineering", indicators: DEGREES },
  { id: "students", title: "Students and doctorates in the United States", indicators: STUDENTS, events: ["proclamation-10043"] },
  { id: "visas", title: "US visas", indicators: VISAS, events: ["proclamation-10043"] },
  { id: "ai-research", title: "AI research and models", indicators: AI_RESEARCH, events: ["ai-plan-2017"] },
  { id: "rankings", title: "University rankings", indicators: RANKINGS },
  { id: "research", title: "Money and people in research", indicators: RESEARCH },
  { id: "companies", title: "Companies and investment", indicators: COMPANIES, events: ["ai-plan-2017"] },
  { id: "github", title: "Developers on a code platform", indicators: GITHUB },
  { id: "state", title: "The state as employer and rule-maker", indicators: STATE },
];

/** The theme an indicator stands under. */
export function themeOf(indicator: string): Theme | undefined {
  return THEMES.find((theme) => theme.indicators.some((one) => one.id === indicator));
}
