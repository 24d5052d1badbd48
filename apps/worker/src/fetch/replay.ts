import type { Capture, Exchange } from "@talent/core/capture/capture";
import { BytesDiffer } from "@talent/core/capture/errors";
import type { Source } from "@talent/sources/define-source";
import { type EndedRequest, type FetchEffects, type FetchResult, fetchSource, splitReadable } from "./fetch-source.ts";
import { Unreachable } from "./http/errors.ts";
import { displayUrl } from "./http/secrets.ts";
import type { RecordedExchange, Recordings } from "./recordings.ts";

type ReadFolder = (folder: string) => Promise<Capture>;

/** Who deposits what no request covers, as shown beside the evidence. */
const DEPOSITED_BY = "replay";

/**
 * What a source would have had at `stamp`: its requests served by the newest recording up to then, and after them, as deposits, the
 * recognised exchanges of that very capture that no request covers (documents behind forms, addresses that are only labels).
 */
export async function replayFetch(
  source: Source,
  stamp: Date,
  recordings: Recordings,
  effects: { readonly readFolder: ReadFolder; readonly discover: FetchEffects["discover"] },
): Promise<FetchResult> {
  const requested = new Set<string>();
  const unrecorded = new Set<string>();
  const ask: FetchEffects["ask"] = async (request) => {
    const recorded = recordings.answer(displayUrl(request.url), request.method ?? "GET", stamp);
    if (recorded === undefined) {
      unrecorded.add(displayUrl(request.url));
      throw new Unreachable("not_recorded", `no recording of ${displayUrl(request.url)} up to ${stamp.toISOString()}`);
    }
    requested.add(recordingKey(recorded));
    return await recordedExchange(recorded, effects.readFolder);
  };
  const asked = await fetchSource(source, { ask, discover: effects.discover, clock: () => stamp });
  const folder = recordings.folderAt(source.id, stamp);
  if (folder === undefined) return asked;
  const { exchanges } = await effects.readFolder(folder);
  const unasked = exchanges.filter((exchange, index) => !requested.has(recordingKey({ folder, index })) && source.recognise(exchange));
  const deposits = splitReadable(unasked, stamp);
  const own = new Set(source.requests.map((request) => displayUrl(request.url)).filter((url) => unrecorded.has(url)));
  return {
    exchanges: [...asked.exchanges, ...deposits.exchanges.map((exchange) => ({ ...exchange, depositedBy: DEPOSITED_BY }))],
    ended: [...(deposits.exchanges.length === 0 ? asked.ended : asked.ended.map((one) => markNotCounted(one, own))), ...deposits.ended],
  };
}

/**
 * An address that was never recorded is no failed fetch where the documents of the stamp were deposited: the same bytes deposited on that day
 * would have ended as they read. A document that a recorded page lists and was not captured stays a gap.
 */
function markNotCounted(request: EndedRequest, unrecorded: ReadonlySet<string>): EndedRequest {
  return unrecorded.has(request.url) ? { ...request, notCounted: true } : request;
}

function recordingKey(recorded: Pick<RecordedExchange, "folder" | "index">): string {
  return `${recorded.folder}#${recorded.index}`;
}

async function recordedExchange(recorded: RecordedExchange, readFolder: ReadFolder): Promise<Exchange> {
  const exchange = (await readFolder(recorded.folder)).exchanges[recorded.index];
  if (exchange === undefined) throw new BytesDiffer(`the recording of ${recorded.url} changed while it was read`);
  return exchange;
}
