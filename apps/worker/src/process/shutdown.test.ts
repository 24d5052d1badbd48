import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { shutdownHooks } from "./shutdown.ts";

const MODULE = fileURLToPath(new URL("./shutdown.ts", import.meta.url));

/** An entry point that serves: what it prints, and how it ends when `act` is done to it after its first line. */
async function entryPoint(body: string, act: (child: ReturnType<typeof spawn>) => void) {
  const script = `import { serveUntilStopped } from ${JSON.stringify(MODULE)}; await serveUntilStopped(async (end) => { ${body} });`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], { stdio: ["ignore", "pipe", "pipe"] });
  // Two pipes: in which order they are read says nothing about the order of the messages.
  const said: string[] = [];
  const complained: string[] = [];
  child.stdout.once("data", () => act(child));
  child.stdout.on("data", (chunk) => said.push(String(chunk)));
  child.stderr.on("data", (chunk) => complained.push(String(chunk)));
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => child.on("close", (c, s) => resolve([c, s])));
  return { code, signal, said: said.join(""), complained: complained.join("") };
}

const SERVES =
  'end.add("first", () => console.log("first ends")); end.add("second", () => console.log("second ends")); console.log("ready");';

describe("an entry point", () => {
  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("ends in order, newest first, and well on %s", async (signal) => {
    const run = await entryPoint(`${SERVES} setInterval(() => {}, 1000); return [];`, (child) => child.kill(signal));
    expect(run).toEqual({ code: 0, signal: null, said: "ready\nsecond ends\nfirst ends\n", complained: "" });
  });

  it("ends the same way when the signal comes while it is still starting", async () => {
    const run = await entryPoint(`${SERVES} await new Promise((resolve) => setTimeout(resolve, 60_000)); return [];`, (child) =>
      child.kill("SIGTERM"),
    );
    expect(run).toEqual({ code: 0, signal: null, said: "ready\nsecond ends\nfirst ends\n", complained: "" });
  });

  it("takes repeated signals as one", async () => {
    const slow =
      'end.add("slow", () => new Promise((resolve) => setTimeout(resolve, 300))); console.log("ready"); setInterval(() => {}, 1000); return [];';
    const run = await entryPoint(slow, (child) => {
      child.kill("SIGINT");
      setTimeout(() => child.kill("SIGINT"), 100);
    });
    expect(run).toMatchObject({ code: 0, signal: null });
  });

  it("reports what it lost, shuts down the rest and fails", async () => {
    const run = await entryPoint(
      `${SERVES} return [new Promise((resolve) => setTimeout(() => resolve("The part is gone."), 50))];`,
      () => {},
    );
    expect(run).toEqual({ code: 1, signal: null, said: "ready\nsecond ends\nfirst ends\n", complained: "The part is gone.\n" });
  });

  it("reports why it could not start, shuts down what had started and fails", async () => {
    const run = await entryPoint(`${SERVES} throw new Error("no luck");`, () => {});
    expect(run.code).toBe(1);
    expect(run.said).toBe("ready\nsecond ends\nfirst ends\n");
    expect(run.complained).toContain("no luck");
  });
});

describe("a list of endings", () => {
  it("goes on after a step that fails", async () => {
    const done: string[] = [];
    const list = shutdownHooks();
    list.add("kept", () => void done.push("kept"));
    list.add("failing", () => {
      throw new Error("broken");
    });
    await list.run();
    expect(done).toEqual(["kept"]);
  });

  it("ends at once what is added after the end has begun", async () => {
    const done: string[] = [];
    const list = shutdownHooks();
    await list.run();
    list.add("late", () => void done.push("late"));
    expect(done).toEqual(["late"]);
  });
});
