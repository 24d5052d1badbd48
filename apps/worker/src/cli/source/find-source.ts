import { join } from "node:path";
import type { Source } from "@talent/sources/define-source";
import { SOURCES, sourceById } from "@talent/sources/registry";
import { ROOT } from "../../process/paths.ts";
import { UsageError } from "../arguments.ts";

/** The source of that id. Throws UsageError naming the ones there are. */
export function requireSource(id: string, usage: string): Source {
  const source = sourceById(id);
  if (source === undefined)
    throw new UsageError(`There is no source "${id}"; there are ${SOURCES.map((one) => one.id).join(", ")}.`, usage);
  return source;
}

/** Where the code of a source lives, or would live. */
export function sourceFolder(id: string): string {
  return join(ROOT, "packages/sources/src", id);
}
