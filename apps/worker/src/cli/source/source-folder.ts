import { join } from "node:path";
import { ROOT } from "../../process/paths.ts";

/** Where the code of a source lives, or would live. */
export function sourceFolder(id: string): string {
  return join(ROOT, "packages/sources/src", id);
}
