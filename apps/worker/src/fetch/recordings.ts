import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** One recorded exchange, without its body: where it is stored and from when it applies. */
export type RecordedExchange = {
  readonly folder: string;
  readonly index: number;
  readonly url: string;
  readonly method: string;
  readonly capturedAt: Date;
};

/** A folder of captures laid out as `<source>/<stamp>/exchanges.json` plus bodies. */
export type Recordings = {
  /** Distinct stamps of all folders, oldest first. */
  readonly stamps: readonly Date[];
  /** The folder of a source's capture at a stamp, if there is one. */
  folderAt(source: string, stamp: Date): string | undefined;
  /** The newest exchange for a URL captured at or before the stamp. */
  answer(url: string, method: string, stamp: Date): RecordedExchange | undefined;
};

const STAMP = /^(\d{4}-\d{2}-\d{2}T\d{2})-(\d{2})-(\d{2}(?:\.\d{1,3})?)Z$/;

/** The instant a folder's name means (`2025-08-01T06-00-00Z`); null for any other name. */
export function parseStamp(name: string): Date | null {
  const [, hour, minute, second] = STAMP.exec(name) ?? [];
  if (hour === undefined) return null;
  const at = new Date(`${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** The folder name of an instant. */
export function formatStamp(at: Date): string {
  return at
    .toISOString()
    .replace(/\.000Z$/, "Z")
    .replaceAll(":", "-");
}

/** Indexes every capture below `root`. A capture whose list cannot be read is skipped here; reading it for its source reports why. */
export async function openRecordings(root: string): Promise<Recordings> {
  const folders = await findCaptureFolders(root);
  const recorded = (await Promise.all(folders.map((one) => readExchangeList(one.folder, one.stamp)))).flat();
  const answers = Map.groupBy(recorded, (one) => requestKey(one.url, one.method));
  return {
    stamps: [...new Set(folders.map((one) => one.stamp.getTime()))].sort((a, b) => a - b).map((time) => new Date(time)),
    folderAt: (source, stamp) => folders.find((one) => one.source === source && one.stamp.getTime() === stamp.getTime())?.folder,
    answer: (url, method, stamp) =>
      answers
        .get(requestKey(url, method))
        ?.filter((one) => one.capturedAt <= stamp)
        .reduce<RecordedExchange | undefined>(
          (newest, one) => (newest === undefined || one.capturedAt > newest.capturedAt ? one : newest),
          undefined,
        ),
  };
}

/** A URL as it is compared: normalised by the WHATWG rules; a label that is no URL by its text. */
export function normalizeUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url;
}

function requestKey(url: string, method: string): string {
  return `${method.toUpperCase()} ${normalizeUrl(url)}`;
}

type CaptureFolder = { readonly source: string; readonly stamp: Date; readonly folder: string };

async function findCaptureFolders(root: string): Promise<CaptureFolder[]> {
  const sources = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const found = sources.sort().map(async (source) =>
    (await readdir(join(root, source))).sort().flatMap((name) => {
      const stamp = parseStamp(name);
      return stamp === null ? [] : [{ source, stamp, folder: join(root, source, name) }];
    }),
  );
  return (await Promise.all(found)).flat();
}

type ListedExchange = { readonly url?: unknown; readonly method?: unknown; readonly capturedAt?: unknown };

async function readExchangeList(folder: string, stamp: Date): Promise<RecordedExchange[]> {
  const list = await readFile(join(folder, "exchanges.json"), "utf8")
    .then(JSON.parse)
    .catch(() => null);
  const exchanges: unknown = list?.exchanges;
  if (!Array.isArray(exchanges)) return [];
  return exchanges.flatMap(({ url, method, capturedAt }: ListedExchange, index) => {
    if (typeof url !== "string") return [];
    const at = new Date(String(capturedAt ?? list.capturedAt));
    return [
      { folder, index, url, method: typeof method === "string" ? method : "GET", capturedAt: Number.isNaN(at.getTime()) ? stamp : at },
    ];
  });
}
