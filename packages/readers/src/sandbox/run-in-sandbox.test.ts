import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { RefusalError } from "@talent/core/capture/errors";
import { describe, expect, it, vi } from "vitest";
import { runInSandbox, SandboxLimitExceeded } from "./run-in-sandbox.ts";

const MODULE = new URL("../../testing/sandboxed-functions.ts", import.meta.url).href;

describe("a sandbox child", () => {
  it("takes and gives structured clones, bytes included", async () => {
    const big = new Uint8Array(5_000_000).fill(7);
    const [bytes, view, map, nothing] = await runInSandbox<[Uint8Array, Uint8Array, Map<string, bigint>, undefined]>(MODULE, "echo", [
      big,
      big.subarray(2, 5),
      new Map([["a", 1n]]),
      undefined,
    ]);
    expect(bytes.length).toBe(5_000_000);
    expect(bytes.every((byte) => byte === 7)).toBe(true);
    expect([...view]).toEqual([7, 7, 7]);
    expect(map.get("a")).toBe(1n);
    expect(nothing).toBeUndefined();
  });

  it("is killed at its deadline while our own loop goes on", async () => {
    let ticks = 0;
    const tick = setInterval(() => {
      ticks += 1;
    }, 10);
    await expect(runInSandbox(MODULE, "spin", [], { deadlineMs: 500 })).rejects.toMatchObject({
      name: "SandboxLimitExceeded",
      limit: "deadline",
      message: "reading took longer than 500 ms",
    });
    clearInterval(tick);
    expect(ticks).toBeGreaterThan(0);
  });

  it.each(["fillBuffers", "fillHeap"])("is killed when %s takes more than its memory", async (task) => {
    const error = await runInSandbox(MODULE, task, [], { memoryMb: 150 }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SandboxLimitExceeded);
    expect(error).toMatchObject({ limit: "memory", message: "reading took more than 150 MB of memory" });
  });

  it.each([
    ["die", /exit code 7/],
    ["abort", /SIGABRT/],
  ])("that crashes by %s is a typed error", async (task, message) => {
    await expect(runInSandbox(MODULE, task, [])).rejects.toMatchObject({ limit: "crash", message });
  });

  it("passes a refusal on with its code, message and cell", async () => {
    const error = await runInSandbox(MODULE, "refuse", []).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RefusalError);
    expect(error).toMatchObject({
      name: "NotANumber",
      code: "not_a_number",
      message: '"x" is not a number',
      locator: { kind: "csv", line: 3, column: 2 },
    });
  });

  it.each([
    ["fail", [], { name: "TypeError", message: "a plain mistake" }],
    ["overflow", [], { name: "RangeError" }],
    ["uncloneable", [], { message: /could not be cloned/ }],
    ["missing", [], { message: /exports no function "missing"/ }],
  ])("passes on what %s throws", async (task, args, expected) => {
    await expect(runInSandbox(MODULE, task, args)).rejects.toMatchObject(expected);
    await expect(runInSandbox(MODULE, task, args)).rejects.not.toBeInstanceOf(SandboxLimitExceeded);
  });

  it("that cannot load its module says so", async () => {
    await expect(runInSandbox(new URL("./nothing.ts", import.meta.url).href, "x", [])).rejects.toThrow(/Cannot find module/);
  });

  it("sees none of our environment, writes no file and starts no process", async () => {
    process.env.A_SECRET_OF_OURS = "x";
    const seen = await runInSandbox<Record<string, string>>(MODULE, "environment", []);
    delete process.env.A_SECRET_OF_OURS;
    expect(Object.keys(seen).filter((name) => !/^(TZ|LANG|PWD|OLDPWD|SHLVL|_|NODE_CHANNEL_.*)$/.test(name))).toEqual([]);
    expect(await runInSandbox(MODULE, "tryToWrite", ["/tmp/a-capped-child-wrote-this"])).toBe("ERR_ACCESS_DENIED");
    expect(await runInSandbox(MODULE, "tryToSpawn", [])).toBe("ERR_ACCESS_DENIED");
  });
});

describe.runIf(process.platform === "linux")("a sandbox child whose parent was killed", () => {
  it("ends at its CPU limit, however busy it is", async () => {
    // It kills itself, before its own deadline for the child: two timers of one process keep their order whatever the machine does.
    const script = `import { readFileSync, writeSync } from "node:fs";
      import { runInSandbox } from ${JSON.stringify(new URL("./run-in-sandbox.ts", import.meta.url).href)};
      setTimeout(() => {
        writeSync(1, readFileSync("/proc/" + process.pid + "/task/" + process.pid + "/children"));
        process.kill(process.pid, "SIGKILL");
      }, 700);
      await runInSandbox(${JSON.stringify(MODULE)}, "spin", [], { deadlineMs: 1_000 });`;
    const parent = spawnSync(process.execPath, ["--input-type=module", "-e", script]);
    expect(parent.signal).toBe("SIGKILL");
    const child = Number(parent.stdout.toString());
    expect(existsSync(`/proc/${child}`)).toBe(true);
    await vi.waitFor(() => expect(existsSync(`/proc/${child}`)).toBe(false), { timeout: 60_000, interval: 50 });
  }, 100_000);
});
