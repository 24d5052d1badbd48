import type { Locator } from "@talent/core/observation/locator";
import { runInSandbox, type SandboxLimits } from "../sandbox/run-in-sandbox.ts";
import type { Excerpt, ExcerptOptions } from "./excerpt.ts";

/** `excerptAround` in a sandboxed child, for a server that answers others meanwhile. Errors as there and as `runInSandbox`. */
export function excerptInSandbox(
  bytes: Uint8Array,
  locator: Locator,
  options: ExcerptOptions = {},
  caps: SandboxLimits = {},
): Promise<Excerpt> {
  return runInSandbox(new URL("./excerpt.ts", import.meta.url).href, "excerptAround", [bytes, locator, options], caps);
}
