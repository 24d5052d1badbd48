import { describe, expect, it } from "vitest";
import { CAPTURES_PRESENT, sharedCaptures } from "../../testing/captures.ts";
import { valuesByPeriod } from "../../testing/exchanges.ts";
import { readCapture } from "../parse/read-capture.ts";
import { readModels } from "./read-models.ts";
import { source } from "./source.ts";

const YEARS = [2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025];
const REFERENCE = [
  {
    stamp: "2025-02-24",
    rows: 895,
    valid: 895,
    blank: 13,
    USA: [37, 36, 58, 40, 51, 65, 75, 39, 1],
    CHN: [10, 4, 6, 8, 21, 11, 22, 10, 2],
  },
  {
    stamp: "2025-05-15",
    rows: 954,
    valid: 940,
    blank: 16,
    USA: [36, 35, 62, 40, 52, 65, 77, 46, 9],
    CHN: [10, 4, 6, 8, 20, 12, 23, 24, 8],
  },
];
const REFUSED = [
  ..."Pixtral Large|Llama 3-70B|ReALM|FinGPT-13B|Falcon-180B|Falcon-40B|M6-T|ULM-FiT|VGG16|LSTM|MUSIC perceptron".split("|"),
  ..."NetTalk (transcription)|NetTalk (dictionary)|LTE speaker verification system".split("|"),
];

async function captured(stamp: string) {
  const found = sharedCaptures().find((one) => one.source === source.id && one.stamp.startsWith(stamp));
  const capture = await readCapture(found?.folder ?? "");
  const [snapshot] = (await source.parse(capture)).snapshots;
  const [exchange] = capture.exchanges;
  if (snapshot === undefined || exchange === undefined) throw new Error(`nothing was read at ${stamp}`);
  return { snapshot, exchange };
}

describe.runIf(CAPTURES_PRESENT)("epoch-models on the publisher's own list", () => {
  it.each(REFERENCE)("of $stamp counts the United States and China as the reference does", async ({ stamp, USA, CHN }) => {
    const { observations } = (await captured(stamp)).snapshot;
    for (const [area, values] of Object.entries({ USA, CHN })) {
      const found = valuesByPeriod(observations, "notable-ai-models", area);
      expect(YEARS.map((year) => found[year])).toEqual(values);
    }
  });

  it.each(REFERENCE)("of $stamp has $rows rows, $valid of them valid", async ({ stamp, rows, valid, blank }) => {
    const { models } = readModels((await captured(stamp)).exchange);
    expect([models.length, models.filter((model) => model.whole).length]).toEqual([rows, valid]);
    const unsaid = models.filter(
      (model) => model.whole && model.areas.length === 0 && !model.row.cells.some((cell) => cell.text === "Multinational"),
    );
    expect(unsaid).toHaveLength(blank);
  });

  it("names the fourteen rows of May 2025 it cannot read, and none of February", async () => {
    const refused = (await captured("2025-05-15")).snapshot.refusals;
    expect(refused.map((refusal) => /model "(.*?)"/.exec(refusal.message)?.[1])).toEqual(REFUSED);
    expect((await captured("2025-02-24")).snapshot.refusals).toEqual([]);
  });

  it("covers every year from 1950 and marks as estimates only what a refused row may be missing from", async () => {
    const { observations } = (await captured("2025-05-15")).snapshot;
    const china = observations.filter((seen) => seen.area === "CHN");
    expect([china.length, china[0]?.period, china.at(-1)?.period]).toEqual([76, "1950", "2025"]);
    expect(china.filter((seen) => seen.status === "E").map((seen) => seen.period)).toEqual([
      "1966",
      "1987",
      "1996",
      "1997",
      "2014",
      "2018",
      "2021",
      "2023",
      "2024",
    ]);
  });
});
