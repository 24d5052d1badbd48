import { once } from "node:events";

const CHUNK = 256 * 1024;

let pipeClosed = false;

/** Writes text to stdout with back-pressure; a closed pipe (`| head`) ends it quietly. */
export async function printOut(parts: Iterable<string>): Promise<void> {
  const { stdout } = process;
  ignoreClosedPipe();
  let chunk = "";
  for (const part of parts) {
    chunk += part;
    if (chunk.length < CHUNK) continue;
    if (pipeClosed) return;
    if (!stdout.write(chunk)) await Promise.race([once(stdout, "drain"), once(stdout, "close")]).catch(onError);
    chunk = "";
  }
  if (!pipeClosed) await new Promise<void>((resolve) => stdout.write(chunk, () => resolve()));
}

/** From here on a closed stdout ends the printing and nothing else: a run must not stop halfway because of `| head`. */
export function ignoreClosedPipe(): void {
  // For good: the error of the last write may come after it was reported as written.
  if (!process.stdout.listeners("error").includes(onError)) process.stdout.on("error", onError);
}

function onError(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  pipeClosed = true;
}

/** A JSON object whose lists are printed an item per line, so that a large answer never stands in memory as one text. */
export function* jsonLines(object: Readonly<Record<string, unknown>>): Generator<string> {
  let first = true;
  for (const [name, value] of Object.entries(object)) {
    yield `${first ? "{" : ","}${JSON.stringify(name)}:`;
    first = false;
    if (Array.isArray(value)) yield* jsonList(value);
    else yield JSON.stringify(value);
  }
  yield "}\n";
}

function* jsonList(items: readonly unknown[]): Generator<string> {
  if (items.length === 0) return yield "[]";
  yield "[\n";
  for (const [index, item] of items.entries()) yield `${JSON.stringify(item)}${index === items.length - 1 ? "\n" : ",\n"}`;
  yield "]";
}
