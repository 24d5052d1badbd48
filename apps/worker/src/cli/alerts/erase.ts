import { InvalidMailAddress, readMailAddress } from "@talent/core/mail-address";
import { subscriberKey } from "@talent/db/subscriber-key";
import { eraseAddress } from "@talent/db/write/operator/operator-subscribers";
import { EXIT, ExitError } from "../../process/exit.ts";
import { subscribersKeyOf } from "../../process/secret-file.ts";
import { readArguments } from "../arguments.ts";
import { printOut } from "../print/output.ts";
import { withStore } from "../with-store.ts";

const USAGE = "usage: alerts erase ADDRESS";

/** Deletes an address and everything that identifies it, at its owner's request. The consent record stays, without the address. */
export async function erase(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { positionals } = readArguments(argv, {}, [1, 1], USAGE);
  const address = parseAddress(positionals[0] ?? "");
  const erased = await withStore(env, (store, { subscribersKey, dataDir }) =>
    eraseAddress(store.db, subscriberKey(subscribersKeyOf(subscribersKey, dataDir)), address, new Date()),
  );
  if (!erased) throw new ExitError("No subscriber has that address.", EXIT.refused);
  await printOut(["erased\n"]);
  return EXIT.ok;
}

function parseAddress(text: string): string {
  try {
    return readMailAddress(text);
  } catch (error) {
    if (error instanceof InvalidMailAddress) throw new ExitError(error.message, EXIT.refused);
    throw error;
  }
}
