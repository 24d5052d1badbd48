import { describe, expect, it } from "vitest";
import { candidatesBeside, statedValue, yearlySeries } from "../../testing/documents.ts";
import { extremeRevisions, massRevision } from "./mass-revision.ts";

const plain = { observations: [1, 1000], values: {} } as const;
const KNOWN = yearlySeries(
  "CHN",
  Array.from({ length: 12 }, (_, at) => 10_000 + at * 700),
);
const again = (change: (value: number, at: number) => number, more = {}) =>
  KNOWN.map((one, at) => ({ ...one, value: change(one.value ?? 0, at), ...more }));

describe("numbers stated again", () => {
  it("are held when one became another altogether, with what it was", () => {
    const found = extremeRevisions(
      plain,
      candidatesBeside(
        again((value, at) => (at === 3 ? value * 1000 : value + 1)),
        KNOWN,
      ),
    );
    expect(found).toMatchObject([{ check: "rewritten", previous: 12_100, observation: { period: "2013", value: 12_100_000 } }]);
  });
  it("are not held where the series has been, or where too little is known of it", () => {
    const dented = KNOWN.map((one, at) => (at === 3 ? { ...one, value: 200 } : one));
    expect(
      extremeRevisions(
        plain,
        candidatesBeside(
          again((value, at) => (at === 3 ? value * 1.1 : value)),
          dented,
        ),
      ),
    ).toEqual([]);
    const four = KNOWN.slice(0, 4);
    expect(extremeRevisions(plain, candidatesBeside([{ ...statedValue("CHN", "2010", 9e9) }], four))).toEqual([]);
    expect(extremeRevisions(plain, candidatesBeside([{ ...statedValue("CHN", "2010", 9e9) }], KNOWN.slice(0, 5)))).toHaveLength(1);
  });
  it("may be revised, also at a break that the source says", () => {
    expect(
      extremeRevisions(
        plain,
        candidatesBeside(
          again((value) => value * 1.4),
          KNOWN,
        ),
      ),
    ).toEqual([]);
    expect(
      extremeRevisions(
        plain,
        candidatesBeside(
          again((value) => value * 1000, { status: "B" }),
          KNOWN,
        ),
      ),
    ).toEqual([]);
    expect(
      massRevision(
        plain,
        candidatesBeside(
          again((value) => value * 1000, { status: "B" }),
          KNOWN,
        ),
      ),
    ).toBeNull();
  });
  it("are no newer version of anything when most of them are far from what they were", () => {
    expect(
      massRevision(
        plain,
        candidatesBeside(
          again((value, at) => (at < 7 ? value * 2 : value)),
          KNOWN,
        ),
      ),
    ).toMatch(/^7 of 12 numbers/);
    expect(
      massRevision(
        plain,
        candidatesBeside(
          again((value, at) => (at < 6 ? value * 2 : value)),
          KNOWN,
        ),
      ),
    ).toBeNull();
    expect(
      massRevision(
        plain,
        candidatesBeside(
          again((value) => value * 1.3),
          KNOWN,
        ),
      ),
    ).toBeNull();
    expect(massRevision(plain, candidatesBeside(again((value) => value * 2).slice(0, 9), KNOWN))).toBeNull();
  });
  it("say nothing when they are small counts or new", () => {
    const small = yearlySeries(
      "CHN",
      Array.from({ length: 12 }, (_, at) => at),
    );
    const doubled = small.map((one) => ({ ...one, value: (one.value ?? 0) * 8 }));
    expect(massRevision(plain, candidatesBeside(doubled, small))).toBeNull();
    expect(extremeRevisions(plain, candidatesBeside([statedValue("CHN", "2040", 9e9)], KNOWN))).toEqual([]);
  });
});
