import { describe, expect, it } from "vitest";
import { memoize } from "./memoize.ts";

describe("memoize", () => {
  it("makes a value once for all who ask at the same time", async () => {
    let made = 0;
    const make = async () => ++made;
    expect(await Promise.all([memoize("a", 1000, make, 0), memoize("a", 1000, make, 0)])).toEqual([1, 1]);
  });

  it("makes it again when it is too old", async () => {
    let made = 0;
    const make = async () => ++made;
    await memoize("b", 1000, make, 0);
    expect(await memoize("b", 1000, make, 1001)).toBe(2);
  });

  it("does not keep a failure", async () => {
    await expect(memoize("c", 1000, () => Promise.reject(new Error("down")), 0)).rejects.toThrow("down");
    expect(await memoize("c", 1000, async () => "up", 1)).toBe("up");
  });

  it("forgets the oldest keys, so that many as-ofs do not fill the memory", async () => {
    let made = 0;
    await memoize("first", 1e9, async () => ++made, 0);
    for (let i = 0; i < 60; i++) await memoize(`other ${i}`, 1e9, async () => i, 0);
    await memoize("first", 1e9, async () => ++made, 0);
    expect(made).toBe(2);
  });
});
