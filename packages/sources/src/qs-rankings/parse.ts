import type { AreaCode } from "@talent/catalog/areas/all";
import type { Exchange } from "@talent/core/capture/capture";
import { ExpectationUnmet, RefusalError } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { edition, type Period } from "@talent/core/time/period";
import { rowsLocator } from "@talent/readers/table/row-filter";
import { readXlsx, sheetNamed } from "@talent/readers/xlsx/read-xlsx";
import { perSnapshot } from "../define-source.ts";
import { isWithoutAddress, isZip, refusePage } from "../file-kind.ts";
import { COUNTRIES } from "./countries.ts";
import { type RankedUniversity, type Ranking, readRanking } from "./read-ranking.ts";

/** The two universities whose rank is followed, by every spelling seen. National Tsing Hua University, in Taiwan, is another. */
const FOLLOWED_UNIVERSITIES: ReadonlyMap<string, "tsinghua" | "peking"> = new Map([
  ["Tsinghua University", "tsinghua"],
  ["Peking University", "peking"],
]);

/** The code of a followed university by its printed name, stray blanks aside. */
function followedUniversity(name: string): "tsinghua" | "peking" | undefined {
  return FOLLOWED_UNIVERSITIES.get(name.trim().replace(/\s+/g, " "));
}

const RANKING_PAGE = /^https?:\/\/(?:www\.)?topuniversities\.com\/(?:university-rankings\/)?world-university-rankings\/(\d{4})(?![\d-])/i;

/** True for an address of the ranking's page, with whatever words follow it. */
function isRankingUrl(url: string): boolean {
  return RANKING_PAGE.test(url);
}

/** The edition, which stands in the address and nowhere in the workbook. Throws not_recognised without it. */
function editionOf(exchange: Exchange): Period {
  const year = RANKING_PAGE.exec(exchange.url)?.[1];
  if (year !== undefined) return edition(Number(year));
  throw new RefusalError(
    "not_recognised",
    "the workbook does not print its edition: hand it in with --url https://www.topuniversities.com/world-university-rankings/<edition>",
  );
}

const TOP_COUNTS = [
  { indicator: "qs-top100-universities", within: 100 },
  { indicator: "qs-top50-universities", within: 50 },
] as const;
/** Ties let a few more than a hundred share the first hundred ranks, or leave a few fewer. */
const PLAUSIBLE_TOP_100 = [95, 105] as const;

/** The ranking by its address; a file handed in without one by its kind. */
export function recognise(exchange: Exchange): boolean {
  return isRankingUrl(exchange.url) || (isWithoutAddress(exchange) && isZip(exchange.body));
}

/** Universities of each country among the first hundred and fifty, and the ranks of two of them. */
export const parse = perSnapshot(recognise, async (exchange) => {
  refusePage(exchange, "workbook");
  const ranking = readRanking(sheetNamed(await readXlsx(exchange.body), "PUBLISHED"));
  const period = editionOf(exchange);
  refuseIncompleteRanking(ranking);
  refuseOtherRank(ranking);
  return { observations: [...countObservations(ranking, period), ...rankObservations(ranking, period)], refusals: ranking.refusals };
});

function refuseIncompleteRanking({ universities }: Ranking): void {
  const [least, most] = PLAUSIBLE_TOP_100;
  const within = universities.filter((university) => isWithin(university, 100)).length;
  if (within < least || within > most)
    throw new ExpectationUnmet(`${within} universities have a rank of 100 or better, expected ${least} to ${most}`);
}

/** Rank and total score are printed side by side: a better rank never has the lower score, or one of the two is another column. */
function refuseOtherRank({ universities }: Ranking): void {
  const scored = universities.flatMap(({ name, rank, score }) =>
    typeof rank === "number" && score !== null ? [{ name, rank, score }] : [],
  );
  const best = scored.toSorted((a, b) => b.score - a.score || a.rank - b.rank);
  const at = best.findIndex((one, place) => one.rank < (best[place - 1]?.rank ?? 0));
  const [above, below] = [best[at - 1], best[at]];
  if (above !== undefined && below !== undefined) {
    throw new ExpectationUnmet(`rank ${below.rank} has total score ${below.score}, rank ${above.rank} has ${above.score}`, below.name);
  }
}

function countObservations({ sheet, universities }: Ranking, period: Period): ParsedObservation[] {
  const seen = new Set(universities.map((university) => university.area));
  const countries = Object.entries(COUNTRIES).filter(([, area]) => seen.has(area));
  return TOP_COUNTS.flatMap(({ indicator, within }) => {
    const estimated = estimatedCounts(universities, within);
    return countries.map(([name, area]) => {
      const rows = universities.filter((university) => university.area === area && isWithin(university, within)).map(({ row }) => row);
      const filter = [
        { column: "COUNTRY", op: "is", value: name },
        { column: "RANK", op: "at_most", value: within },
      ] as const;
      return {
        indicator,
        area,
        dimensions: {},
        period: period.id,
        value: rows.length,
        unit: "universities",
        status: estimated(area) ? "E" : "A",
        locator: rowsLocator(filter, rows, sheet),
        raw: String(rows.length),
      } as const;
    });
  });
}

/** A university of unknown country may be of any; one of unreadable rank may be within. */
function estimatedCounts(universities: readonly RankedUniversity[], within: number): (area: AreaCode) => boolean {
  const mayCount = universities.filter((university) => university.rank === undefined || isWithin(university, within));
  const anyArea = mayCount.some((university) => university.area === null);
  const areas = new Set(mayCount.filter((university) => university.rank === undefined).map((university) => university.area));
  return (area) => anyArea || areas.has(area);
}

function rankObservations({ universities }: Ranking, period: Period): ParsedObservation[] {
  return universities.flatMap(({ name, printedRank, rank, area }) => {
    const university = followedUniversity(name.text);
    if (university === undefined || area !== "CHN" || typeof rank !== "number" || printedRank === undefined) return [];
    const { locator, text: raw } = printedRank;
    return {
      indicator: "qs-rank",
      area,
      dimensions: { university },
      period: period.id,
      value: rank,
      unit: "rank",
      status: "A",
      locator,
      raw,
    } as const;
  });
}

function isWithin({ rank }: RankedUniversity, within: number): boolean {
  return typeof rank === "number" && rank <= within;
}
