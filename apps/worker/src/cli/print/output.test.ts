import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { jsonLines } from "./output.ts";

const MODULE = fileURLToPath(new URL("./output.ts", import.meta.url));
const printing = (parts: string): string =>
  `import("${MODULE}").then(({ printOut }) => printOut(${parts})).then(() => console.error("done"))`;
const shell = (line: string) => promisify(execFile)("sh", ["-c", line], { maxBuffer: 64 * 1024 * 1024 });

describe("printing", { timeout: 30_000 }, () => {
  it("ends quietly when the reader has gone", async () => {
    const script = printing('(function* () { for (let n = 0; n < 200; n++) yield "x".repeat(100_000); })()');
    const { stdout, stderr } = await shell(`'${process.execPath}' -e '${script}' | head -c 10`);
    expect(stdout).toBe("xxxxxxxxxx");
    expect(stderr.trim()).toBe("done");
  });
  it("lets work go on to its end although its reader has gone", async () => {
    const work =
      'for (let n = 0; n < 50; n++) { process.stdout.write("x".repeat(100_000)); await new Promise((go) => setTimeout(go, 5)); }';
    const script = `import("${MODULE}").then(async ({ ignoreClosedPipe }) => { ignoreClosedPipe(); ${work} console.error("done"); })`;
    const { stdout, stderr } = await shell(`'${process.execPath}' -e '${script}' | head -c 10`);
    expect([stdout, stderr.trim()]).toEqual(["xxxxxxxxxx", "done"]);
  });
  it("loses nothing on the way to a slow reader", async () => {
    const script = printing('["a".repeat(3_000_000), "b"]');
    expect((await shell(`'${process.execPath}' -e '${script}' 2>/dev/null | (sleep 0.3; wc -c)`)).stdout.trim()).toBe("3000001");
  });
  it("prints lists an item per line, and they read back as they were", () => {
    const object = { source: "s", observations: [{ a: 1 }, { a: 2 }], refusals: [], next: null };
    const text = [...jsonLines(object)].join("");
    expect(JSON.parse(text)).toEqual(object);
    expect(text).toBe('{"source":"s","observations":[\n{"a":1},\n{"a":2}\n],"refusals":[],"next":null}\n');
  });
});
