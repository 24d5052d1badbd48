import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { sourceById } from "@talent/sources/registry";
import { EXIT, Halt } from "../../process/exit.ts";
import { ROOT } from "../../process/paths.ts";
import { readArguments, Usage } from "../arguments.ts";
import { newSourceFiles } from "./new-source-files.ts";
import { sourceFolder } from "./source-folder.ts";

const USAGE = "usage: source new ID";
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Writes the folder of a new source with a test that fails until somebody has written the parser. */
export async function scaffold(argv: readonly string[]): Promise<number> {
  const { positionals } = readArguments(argv, {}, [1, 1], USAGE);
  const [id = ""] = positionals;
  if (!ID.test(id) || id.length > 60)
    throw new Usage(`"${id}" is no source id: small letters, digits and hyphens, like sevis-mapping.`, USAGE);
  const folder = sourceFolder(id);
  if (sourceById(id) !== undefined) throw new Halt(`There is a source "${id}" already.`);
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? new Halt(`There is a folder ${relative(ROOT, folder)} already.`) : error;
  });
  for (const [name, text] of Object.entries(newSourceFiles(id))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
    process.stdout.write(`${relative(ROOT, join(folder, name))}\n`);
  }
  process.stdout.write(nextSteps(id));
  return EXIT.good;
}

function nextSteps(id: string): string {
  const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return [
    "Add it to packages/sources/src/registry.ts:",
    `  import { source as ${name} } from "./${id}/source.ts";`,
    `and ${name} to the list. Then: source capture ${id}, make its test pass, source check ${id}.`,
    "",
  ].join("\n");
}
