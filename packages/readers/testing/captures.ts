import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../../shared/captures/", import.meta.url));

/** Whether the publishers' own bytes lie beside the repository. */
export const CAPTURES_PRESENT = existsSync(folder);

/** The captured files of that ending, for tests that read real ones: path below the captures folder, and bytes. */
export function capturedFiles(ending: string): { readonly name: string; readonly bytes: Uint8Array }[] {
  return globSync(`*/*/*.${ending}`, { cwd: folder })
    .sort()
    .map((name) => ({ name, bytes: readFileSync(`${folder}${name}`) }));
}
