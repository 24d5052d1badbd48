import { foldHeader } from "@talent/readers/table/columns";

/** Level columns as the catalogue codes them; `# of Active Students` counts all of them. */
export const LEVELS = {
  "# of Active Students": "all",
  Associate: "associate",
  "Bachelor's": "bachelors",
  Doctorate: "doctorate",
  "Flight Training": "flight-training",
  "High School": "high-school",
  "Language Training": "language-training",
  "Master's": "masters",
  Other: "other",
  "Other Vocational School": "other-vocational",
  Primary: "primary",
  Secondary: "secondary",
} as const;

export const TOTAL = "# of Active Students";
export const COUNTRY = "Country of Citizenship";

const STATES =
  "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|District of Columbia|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming";
const TERRITORIES = "American Samoa|Guam|Northern Mariana Islands|Puerto Rico|Virgin Islands|U.S. Virgin Islands";

/** Columns seen and not read. Regions move (China's was its own until 2022), sexes do not add up, states are another question. */
export const IGNORED = ["Continent", "Region", "Male", "Female", ...STATES.split("|"), ...TERRITORIES.split("|")];

/** Headers that were printed otherwise in some months, as they fold, and the one we read them as. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  coc: foldHeader(COUNTRY),
  activestudents: foldHeader(TOTAL),
};

/** Header text without case, blanks and apostrophes, in the one name we read it by. */
export function foldLevel(text: string): string {
  const folded = foldHeader(text.replace(/['’‘´`′]/gu, ""));
  return Object.hasOwn(OTHER_NAMES, folded) ? (OTHER_NAMES[folded] ?? folded) : folded;
}
