import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The clone this process runs from, and the parts of it that the launcher starts. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../../..");
export const WEB_DIR = join(ROOT, "apps/web");
export const NEXT_BIN = join(ROOT, "node_modules/next/dist/bin/next");
/** Preload for children that would otherwise outlive us. */
export const END_WITH_PARENT = join(ROOT, "apps/worker/bin/end-with-parent.mjs");
