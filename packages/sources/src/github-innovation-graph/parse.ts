import type { Exchange, Refusal } from "@talent/core/capture/capture";
import { LayoutChanged } from "@talent/core/capture/errors";
import { perSnapshot } from "../define-source.ts";
import { isWithoutAddress, refusePage } from "../file-kind.ts";
import { fileOfHeader, fileOfUrl } from "./files.ts";
import { readQuarters } from "./read-quarters.ts";
import { refuseIncompleteFile } from "./refuse-piece.ts";

/** A file by its address; one handed in without by its header. */
export function recognise(exchange: Exchange): boolean {
  return fileOfUrl(exchange.url) !== undefined || (isWithoutAddress(exchange) && fileOfHeader(headOf(exchange)) !== undefined);
}

/** Every economy and quarter of a file. What is not printed is not known: small economies are left out, and absent is not zero. */
export const parse = perSnapshot(recognise, (exchange) => {
  refusePage(exchange, "file");
  const file = fileOfUrl(exchange.url) ?? fileOfHeader(headOf(exchange));
  if (file === undefined) throw new LayoutChanged("the file has the header of none we read");
  const refusals: Refusal[] = [];
  const observations = readQuarters(exchange, file, refusals);
  refuseIncompleteFile(observations);
  return { observations, refusals };
});

function headOf(exchange: Exchange): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(exchange.body.subarray(0, 200));
}
