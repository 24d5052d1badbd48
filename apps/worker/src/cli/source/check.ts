import { join } from "node:path";
import { INDICATORS } from "@talent/catalog/indicators/all";
import type { Source } from "@talent/sources/define-source";
import { EXIT } from "../../process/exit.ts";
import { ROOT } from "../../process/paths.ts";
import { runChild } from "../../process/spawn.ts";
import { readArguments } from "../arguments.ts";
import { requireSource } from "./find-source.ts";
import { tryOut } from "./try.ts";

const USAGE = "usage: source check ID [--offline]";
const PACKAGE = join(ROOT, "packages/sources");
const VITEST = join(ROOT, "node_modules/vitest/vitest.mjs");

/**
 * The contract, then drift: the source's own tests and its part of the contract test; and, unless offline, whether today's page still reads.
 * Names without Chinese are listed and do not fail the check. Exit code 1 when a test fails or nothing can be reached, 3 when the page has drifted.
 */
export async function check(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, { offline: { type: "boolean" } }, [1, 1], USAGE);
  const source = requireSource(positionals[0] ?? "", USAGE);
  const english = namesInEnglishOnly(source);
  if (english.length > 0) process.stdout.write(`names: English stands in for the Chinese of ${english.join("; ")}\n`);
  const own = await vitest([`src/${source.id}/`, "--passWithNoTests"]);
  const contract = await vitest(["src/contract.test.ts", "-t", source.id]);
  process.stdout.write(`contract: ${own === 0 && contract === 0 ? "passed" : "failed"}\n`);
  if (own !== 0 || contract !== 0) return EXIT.failed;
  if (values.offline || source.kind !== "live") return EXIT.ok;
  const drift = await tryOut([source.id], env);
  process.stdout.write(
    `drift: ${drift === EXIT.ok ? "none" : drift === EXIT.refused ? "the page has changed" : "unknown, the publisher could not be read"}\n`,
  );
  return drift;
}

/** What has no Chinese name, of a source and the indicators that it states: each by where the name is missing. */
export function namesInEnglishOnly({ id, short }: Source): string[] {
  const ofIndicators = INDICATORS.filter((indicator) => indicator.source === id).flatMap(({ id: indicator, title, names }) => {
    const codes = Object.entries(names.codes).flatMap(([dimension, all]) =>
      Object.entries(all).flatMap(([code, { zh }]) => (zh === undefined ? [`code ${dimension}=${code} of ${indicator}`] : [])),
    );
    const unit = names.unit.zh === undefined ? [`unit "${names.unit.en}" of ${indicator}`] : [];
    return [...(title.zh === undefined ? [`title of ${indicator}`] : []), ...unit, ...codes];
  });
  return [...(short?.zh === undefined ? [`short name of ${id}`] : []), ...ofIndicators];
}

function vitest(args: readonly string[]): Promise<number | null> {
  return runChild(process.execPath, [VITEST, "run", ...args], { cwd: PACKAGE });
}
