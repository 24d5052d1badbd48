import { describe, expect, it } from "vitest";
import { freeSpot, labelSpot, overlapArea } from "./label-spots.ts";

const bounds = { left: 0, right: 200, top: 0, bottom: 100 };

describe("freeSpot", () => {
  const here = labelSpot("2020: 8.4", 100, 50, "middle", 12);
  const below = labelSpot("2020: 8.4", 100, 80, "middle", 12);

  it("takes the first place that is free", () => expect(freeSpot([here, below], [], bounds)).toBe(here));
  it("moves on when another label is there", () => expect(freeSpot([here, below], [here], bounds)).toBe(below));
  it("covers a rule rather than another label", () => {
    expect(freeSpot([here, below], [here, { ...below, weight: 0.2 }], bounds)).toBe(below);
  });
  it("never leaves the picture", () => expect(freeSpot([labelSpot("2020: 8.4", 198, 50, "start", 12)], [], bounds)).toBeNull());
});

describe("overlap", () => {
  it("is the shared area", () => {
    expect(overlapArea({ left: 0, right: 10, top: 0, bottom: 10 }, { left: 5, right: 20, top: 8, bottom: 30 })).toBe(10);
  });
});
