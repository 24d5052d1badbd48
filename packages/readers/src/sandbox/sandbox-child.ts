import type { RefusalCode } from "@talent/core/capture/capture";
import { RefusalError } from "@talent/core/capture/errors";
import type { Locator } from "@talent/core/observation/locator";

export type SandboxCall = { readonly module: string; readonly exportName: string; readonly args: readonly unknown[] };

export type SandboxResult =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "refusal"; readonly name: string; readonly code: RefusalCode; readonly message: string; readonly locator?: Locator }
  | { readonly kind: "error"; readonly name: string; readonly message: string }
  | { readonly kind: "memory"; readonly megabytes: number };

const REPORT_MS = 50;

async function answerCall({ module, exportName, args }: SandboxCall): Promise<SandboxResult> {
  try {
    const loaded = (await import(module)) as Record<string, unknown>;
    const called = loaded[exportName];
    if (typeof called !== "function") throw new TypeError(`the module exports no function "${exportName}"`);
    return { kind: "value", value: await called(...args) };
  } catch (error) {
    return failureAnswer(error);
  }
}

function failureAnswer(error: unknown): SandboxResult {
  if (error instanceof RefusalError) {
    const { name, code, message, locator } = error;
    return { kind: "refusal", name, code, message, ...(locator === undefined ? {} : { locator }) };
  }
  return error instanceof Error
    ? { kind: "error", name: error.name, message: error.message }
    : { kind: "error", name: "Error", message: String(error) };
}

function sendAnswer(answer: SandboxResult): void {
  try {
    process.send?.(answer);
  } catch (error) {
    process.send?.(failureAnswer(error));
  }
}

process.once("disconnect", () => process.exit());
process.once("message", (call: SandboxCall) => void answerCall(call).then(sendAnswer));
// Where the parent cannot read /proc; while a reader is busy only V8's own limit holds there.
if (process.platform !== "linux")
  setInterval(() => sendAnswer({ kind: "memory", megabytes: process.memoryUsage.rss() / 2 ** 20 }), REPORT_MS);
