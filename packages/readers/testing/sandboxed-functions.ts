import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { NotANumber } from "@talent/core/capture/errors";

/** What a sandboxed child may be called to do in a test. */

export function echo(...values: unknown[]): unknown {
  return values;
}

export function spin(): never {
  for (;;);
}

export function fillBuffers(): never {
  const kept: Uint8Array[] = [];
  for (;;) kept.push(new Uint8Array(8 * 1024 * 1024).fill(1));
}

export function fillHeap(): never {
  const kept: unknown[] = [];
  for (;;) kept.push({ a: kept.length, b: [kept.length] });
}

export function overflow(): number {
  return 1 + overflow();
}

export function die(): void {
  process.exit(7);
}

export function abort(): void {
  process.abort();
}

export async function refuse(): Promise<never> {
  throw new NotANumber('"x" is not a number', { kind: "csv", line: 3, column: 2 });
}

export function fail(): never {
  throw new TypeError("a plain mistake");
}

export function uncloneable(): unknown {
  return () => {};
}

export function environment(): unknown {
  return { ...process.env };
}

export function tryToWrite(path: string): string {
  try {
    writeFileSync(path, "x");
    return "written";
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
}

export function tryToSpawn(): string {
  try {
    return spawnSync("/bin/true").error === undefined ? "started" : "failed";
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
}
