import { describe, expect, it } from "vitest";
import { mutex } from "./host-lock.ts";

const tick = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("one request at a time per host", () => {
  it("never has two requests under way at one host, and pauses between them for no less than was asked, however early a timer fires", async () => {
    const turn = mutex(30);
    const log: [string, number][] = [];
    const task = (name: string) => async () => {
      log.push([`${name} starts`, performance.now()]);
      await tick(20);
      log.push([`${name} ends`, performance.now()]);
    };
    await Promise.all([turn("a", task("one")), turn("a", task("two")), turn("a", task("three"))]);
    expect(log.map(([what]) => what)).toEqual(["one starts", "one ends", "two starts", "two ends", "three starts", "three ends"]);
    for (const index of [2, 4]) expect((log[index]?.[1] ?? 0) - (log[index - 1]?.[1] ?? 0)).toBeGreaterThanOrEqual(30);
  });
  it("lets another host go ahead", async () => {
    const turn = mutex(1);
    const other = Promise.withResolvers<void>();
    const [waits, goes] = [turn("a", () => other.promise), turn("b", async () => other.resolve())];
    await expect(Promise.all([waits, goes])).resolves.toHaveLength(2);
  });
  it("goes on after a failure", async () => {
    const turn = mutex(1);
    await expect(turn("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(turn("a", async () => 7)).resolves.toBe(7);
  });
});
