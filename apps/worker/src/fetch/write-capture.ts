import { mkdir, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { Capture, Exchange } from "@talent/core/capture/capture";
import { formatStamp } from "./recordings.ts";

/**
 * Writes a capture as a folder named by its newest exchange's instant below `root`: `exchanges.json` and one file per body. Gives its path.
 * Refuses to write over a capture that is there.
 */
export async function writeCaptureFolder(root: string, capture: Capture): Promise<string> {
  const instants = capture.exchanges.map((exchange) => Date.parse(exchange.capturedAt));
  const capturedAt = new Date(Math.floor(Math.max(...instants) / 1000) * 1000);
  const folder = join(root, formatStamp(capturedAt));
  await mkdir(root, { recursive: true });
  await mkdir(folder);
  const exchanges = capture.exchanges.map((exchange, index) => ({ body: bodyName(exchange, index), exchange }));
  for (const { body, exchange } of exchanges) await writeFile(join(folder, body), exchange.body);
  const list = {
    source: capture.source,
    capturedAt: isoSeconds(capturedAt),
    exchanges: exchanges.map(({ body, exchange }) => exchangeRecord(exchange, body)),
  };
  await writeFile(join(folder, "exchanges.json"), `${JSON.stringify(list, null, 1)}\n`);
  return folder;
}

function exchangeRecord({ url, method, status, headers, sha256, fidelity, licence, note, requestSha256 }: Exchange, body: string) {
  return {
    url,
    ...(method === "GET" ? {} : { method }),
    ...(requestSha256 === undefined ? {} : { requestSha256 }),
    status,
    headers,
    body,
    sha256,
    fidelity,
    licence,
    ...(note === undefined ? {} : { note }),
  };
}

/** The address's own file name where it is a plain one; numbered, so that two bodies never share a file. */
function bodyName({ url }: Exchange, index: number): string {
  const name = URL.canParse(url) ? basename(new URL(url).pathname) : "";
  const safe = /^[A-Za-z0-9][\w.-]{0,80}$/.test(name) ? name : `body${/^\.\w{1,5}$/.test(extname(name)) ? extname(name) : ""}`;
  return safe === "exchanges.json" || index > 0 ? `${index}-${safe}` : safe;
}

function isoSeconds(at: Date): string {
  return at.toISOString().replace(".000Z", "Z");
}
