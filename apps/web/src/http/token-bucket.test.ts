import { describe, expect, it } from "vitest";
import { tokenBuckets } from "./rate-limit.ts";

describe("a token bucket", () => {
  it("allows a burst, then one at a time, and says how long to wait", () => {
    const bucket = tokenBuckets({ burst: 2, everyMs: 60_000 });
    expect([bucket.take("a", 0), bucket.take("a", 0), bucket.take("a", 0)]).toEqual([0, 0, 60]);
    expect(bucket.take("a", 30_000)).toBe(30);
    expect([bucket.take("a", 60_000), bucket.take("a", 60_000)]).toEqual([0, 60]);
  });

  it("never holds more than its burst", () => {
    const bucket = tokenBuckets({ burst: 2, everyMs: 1 });
    bucket.take("a", 0);
    expect([1, 2, 3].map(() => bucket.take("a", 1_000_000))).toEqual([0, 0, 1]);
  });

  it("is one for each key", () => {
    const bucket = tokenBuckets({ burst: 1, everyMs: 60_000 });
    expect([bucket.take("a", 0), bucket.take("b", 0), bucket.take("a", 0)]).toEqual([0, 0, 60]);
  });

  it("gives nothing for a clock that went back", () => {
    const bucket = tokenBuckets({ burst: 1, everyMs: 1_000 });
    bucket.take("a", 10_000);
    expect(bucket.take("a", 5_000)).toBe(1);
  });

  it("forgets the keys used longest ago, so that many keys cannot fill the memory", () => {
    const bucket = tokenBuckets({ burst: 1, everyMs: 60_000 });
    bucket.take("first", 0);
    for (let i = 0; i < 20_000; i += 1) bucket.take(`key ${i}`, 0);
    expect(bucket.take("first", 0)).toBe(0);
  });
});
