import { readXlsx, sheetNamed } from "@talent/readers/xlsx/read-xlsx";
import { describe, expect, it } from "vitest";
import { CAPTURES_PRESENT, sharedCaptures } from "../../testing/captures.ts";
import { valuesByPeriod } from "../../testing/exchanges.ts";
import { readCapture } from "../parse/read-capture.ts";
import { readRanking } from "./read-ranking.ts";
import { source } from "./source.ts";

const REFERENCE = [
  {
    edition: 2022,
    rows: 1300,
    within100: 101,
    CHN: 6,
    HKG: 5,
    USA: 28,
    tsinghua: 17,
    peking: 18,
    listed: 58,
    mainland: [17, 18, 31, 45, 50, 98],
  },
  {
    edition: 2023,
    rows: 1422,
    within100: 100,
    CHN: 6,
    HKG: 5,
    USA: 27,
    tsinghua: 14,
    peking: 12,
    listed: 71,
    mainland: [12, 14, 34, 42, 46, 94],
  },
  {
    edition: 2024,
    rows: 1498,
    within100: 101,
    CHN: 5,
    HKG: 5,
    USA: 27,
    tsinghua: 25,
    peking: 17,
    listed: 71,
    mainland: [17, 25, 44, 50, 51],
  },
];

async function captured(edition: number) {
  const found = sharedCaptures().find((one) => one.source === source.id && one.stamp.startsWith(String(edition - 1)));
  const capture = await readCapture(found?.folder ?? "");
  const [snapshot] = (await source.parse(capture)).snapshots;
  const [exchange] = capture.exchanges;
  if (snapshot === undefined || exchange === undefined) throw new Error(`nothing was read of edition ${edition}`);
  return { snapshot, ranking: readRanking(sheetNamed(await readXlsx(exchange.body), "PUBLISHED")) };
}

describe.runIf(CAPTURES_PRESENT)("qs-rankings on the workbooks as saved", () => {
  it.each(REFERENCE)("counts and ranks edition $edition as the reference does", async ({ edition, CHN, HKG, USA, tsinghua, peking }) => {
    const { observations, refusals } = (await captured(edition)).snapshot;
    const period = `edition ${edition}`;
    expect(refusals).toEqual([]);
    for (const [area, count] of Object.entries({ CHN, HKG, USA })) {
      expect(valuesByPeriod(observations, "qs-top100-universities", area)).toEqual({ [period]: count });
    }
    expect(valuesByPeriod(observations, "qs-rank", "CHN", { university: "tsinghua" })).toEqual({ [period]: tsinghua });
    expect(valuesByPeriod(observations, "qs-rank", "CHN", { university: "peking" })).toEqual({ [period]: peking });
  });

  it.each(REFERENCE)(
    "lists $rows universities in edition $edition, $listed of the mainland",
    async ({ edition, rows, within100, listed, mainland }) => {
      const { universities } = (await captured(edition)).ranking;
      const within = universities.filter(({ rank }) => typeof rank === "number" && rank <= 100);
      const chinese = universities.filter(({ area }) => area === "CHN");
      expect([universities.length, within.length, chinese.length]).toEqual([rows, within100, listed]);
      const ranks = within.filter(({ area }) => area === "CHN").map(({ rank }) => Number(rank));
      expect(ranks.sort((a, b) => a - b)).toEqual(mainland);
      expect(universities.find(({ rank }) => rank === 1)?.name.text).toMatch(/^Massachusetts Institute of Technology/);
    },
  );
});
