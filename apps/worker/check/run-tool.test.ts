import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { limitConcurrency } from "./run-tool.ts";

it("runs at most so many jobs at once and keeps their order", async () => {
  let now = 0;
  let most = 0;
  const job = (name: string, ms: number) => async () => {
    most = Math.max(most, ++now);
    await sleep(ms);
    now--;
    return name;
  };
  expect(await limitConcurrency(2, [job("slow", 40), job("quick", 5), job("next", 5), job("last", 5)])).toEqual([
    "slow",
    "quick",
    "next",
    "last",
  ]);
  expect(most).toBe(2);
});
