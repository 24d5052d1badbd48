import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Capture, Exchange, Fidelity } from "@talent/core/capture/capture";
import { Unreadable } from "@talent/core/capture/errors";

const FIDELITIES: readonly Fidelity[] = ["verbatim", "copy", "derived", "transcribed", "reconstructed"];

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * A capture folder: `exchanges.json` and the bodies beside it. Bodies keep the sha256 that was recorded for them, so that a body
 * which is not what was captured is refused by whoever reads it (`bytes_differ`). Throws Unreadable when the folder is not a capture.
 */
export async function readCapture(folder: string): Promise<Capture> {
  const record = await readRecord(folder);
  const source = textAt(record, "source");
  const capturedAt = instantAt(record, "capturedAt");
  if (!Array.isArray(record.exchanges)) throw new Unreadable(`exchanges.json has no list "exchanges"`);
  const exchanges = await Promise.all(record.exchanges.map((entry: unknown) => readExchange(folder, capturedAt, asJsonObject(entry))));
  return { source, exchanges };
}

async function readRecord(folder: string): Promise<JsonObject> {
  const text = await readFile(path.join(folder, "exchanges.json"), "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Unreadable(`no capture: exchanges.json cannot be read (${error.code ?? error.message})`);
  });
  try {
    return asJsonObject(JSON.parse(text));
  } catch (error) {
    throw new Unreadable(`exchanges.json is not the record of a capture: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readExchange(folder: string, capturedAt: string, entry: JsonObject): Promise<Exchange> {
  const fidelity = FIDELITIES.find((known) => known === entry.fidelity);
  if (fidelity === undefined) throw new Unreadable(`unknown fidelity "${String(entry.fidelity)}" in exchanges.json`);
  if (typeof entry.status !== "number") throw new Unreadable(`an exchange without a numeric status`);
  return {
    url: textAt(entry, "url"),
    method: optionalText(entry, "method")?.toUpperCase() ?? "GET",
    status: entry.status,
    headers: headersOf(asJsonObject(entry.headers ?? {})),
    body: await readBody(folder, textAt(entry, "body")),
    sha256: textAt(entry, "sha256").toLowerCase(),
    capturedAt: entry.capturedAt === undefined ? capturedAt : instantAt(entry, "capturedAt"),
    fidelity,
    licence: optionalText(entry, "licence") ?? "",
    ...optionalTexts(entry, ["note", "requestSha256", "depositedBy"]),
  };
}

/** Only a plain file name of this folder: a record must not reach other files. */
async function readBody(folder: string, name: string): Promise<Uint8Array> {
  if (name !== path.basename(name) || name === "" || name.startsWith(".")) throw new Unreadable(`"${name}" is not a file of the capture`);
  return readFile(path.join(folder, name)).catch((error: NodeJS.ErrnoException) => {
    throw new Unreadable(`the body "${name}" cannot be read (${error.code ?? error.message})`);
  });
}

function headersOf(entry: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(entry).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function optionalTexts<K extends string>(entry: JsonObject, names: readonly K[]): { [N in K]?: string } {
  return Object.fromEntries(names.flatMap((name) => (typeof entry[name] === "string" ? [[name, entry[name]]] : []))) as {
    [N in K]?: string;
  };
}

function asJsonObject(value: unknown): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Unreadable("exchanges.json holds no object where one is due");
  return value as JsonObject;
}

function textAt(entry: JsonObject, name: string): string {
  const value = entry[name];
  if (typeof value !== "string" || value === "") throw new Unreadable(`exchanges.json lacks the text "${name}"`);
  return value;
}

function optionalText(entry: JsonObject, name: string): string | undefined {
  return entry[name] === undefined ? undefined : textAt(entry, name);
}

function instantAt(entry: JsonObject, name: string): string {
  const text = textAt(entry, name);
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new Unreadable(`"${name}" is not a UTC instant: "${text}"`);
  return text;
}
