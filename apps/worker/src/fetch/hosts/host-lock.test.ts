import { describe, expect, it } from "vitest";
import { perHostQueue } from "./host-lock.ts";

const tick = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("one request at a time per host", () => {
  it("never has two requests under way at one host", async () => {
    const turn = perHostQueue();
    const log: string[] = [];
    const task = (name: string) => async () => {
      log.push(`${name} starts`);
      await tick(20);
      log.push(`${name} ends`);
    };
    await Promise.all([turn("a", task("one")), turn("a", task("two")), turn("a", task("three"))]);
    expect(log).toEqual(["one starts", "one ends", "two starts", "two ends", "three starts", "three ends"]);
  });
  it("lets another host go ahead", async () => {
    const turn = perHostQueue();
    const other = Promise.withResolvers<void>();
    const [waits, goes] = [turn("a", () => other.promise), turn("b", async () => other.resolve())];
    await expect(Promise.all([waits, goes])).resolves.toHaveLength(2);
  });
  it("goes on after a failure", async () => {
    const turn = perHostQueue();
    await expect(turn("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(turn("a", async () => 7)).resolves.toBe(7);
  });
});
