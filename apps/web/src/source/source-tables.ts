import type { RefusalCode } from "@talent/core/capture/capture";
import type { Outcome } from "@talent/core/capture/outcome";
import { numberWords } from "@talent/core/text/format";
import type { CaptureList } from "@talent/db/read/ingest/stored-exchanges";
import { FAMILY_SHAPE, familyBadge, gradeBadge } from "../components/badge.tsx";
import { type Html, html, trustedHtml } from "../components/html.ts";
import { tableHtml } from "../components/table.tsx";
import { type Carried, href } from "../request/href.ts";
import { formatDay, formatMinute, listWords, scheduleWords } from "../words/dates.ts";
import { fidelityWords, REPUBLISH_WORDS } from "../words/observation-words.ts";
import { OUTCOME_SENTENCE, outcomeFamily, outcomeWords, REFUSAL_WORDS, triggerWords } from "../words/outcome-words.ts";
import { isPublisherLate, PUBLISHER_WORDS, publisherSentence } from "../words/publisher-words.ts";
import { safeLink, visibleText } from "../words/text.ts";
import type { SourceAt } from "./load.ts";
import { fetchSentence } from "./our-state.ts";

/** What the log of a run says, of whatever age it is: anything may be missing from it. */
type RunLog = {
  readonly counts: string | null;
  readonly refusals: readonly { readonly code: string; readonly words: string; readonly count: number }[];
  readonly ended: readonly { readonly url: string; readonly words: string }[];
  readonly robots: readonly { readonly origin: string; readonly decision: string; readonly checked: string | null }[];
};

const COUNTS: readonly (readonly [string, string, string])[] = [
  ["newPeriods", "new number", "new numbers"],
  ["revisions", "revised", "revised"],
  ["withdrawals", "taken back", "taken back"],
  ["corrections", "corrected by us", "corrected by us"],
  ["held", "held back", "held back"],
  ["unchanged", "unchanged", "unchanged"],
];

/** Reads a run's detail. Refusals are a code and a count: what was refused is no public value, nor is the text of a publisher's cell. */
export function runLog(detail: unknown): RunLog {
  const fields = toRecord(detail);
  const counts = toRecord(fields.counts);
  const said = COUNTS.flatMap(([name, one, many]) => {
    const count = counts[name];
    return typeof count === "number" && count > 0 ? [`${numberWords(count)} ${count === 1 ? one : many}`] : [];
  });
  const message = typeof fields.message === "string" ? [{ url: "", words: visibleText(fields.message.slice(0, 240)) }] : [];
  return {
    counts: said.length > 0 ? listWords(said) : null,
    refusals: Object.entries(toRecord(fields.refused)).flatMap(([code, count]) =>
      typeof count === "number" ? [{ code, words: refusalWords(code), count }] : [],
    ),
    ended: [...toRecords(fields.ended).map(endedWords), ...message],
    robots: toRecords(fields.visits).map(robotsWords),
  };
}

/** Messages about the way to a site are ours; those about its documents may quote them, and stay in the operators' log. */
const TRANSPORT_OUTCOMES: ReadonlySet<unknown> = new Set<Outcome>(["unreachable", "blocked_by_site", "blocked_by_robots"]);

function endedWords(ended: Record<string, unknown>): RunLog["ended"][number] {
  const message =
    TRANSPORT_OUTCOMES.has(ended.outcome) && typeof ended.message === "string" ? `: ${visibleText(ended.message.slice(0, 240))}` : "";
  return { url: toText(ended.url), words: `${outcomeWords(toText(ended.outcome))}${message}` };
}

function robotsWords(visit: Record<string, unknown>): RunLog["robots"][number] {
  const checked = typeof visit.checkedAt === "string" ? formatDay(visit.checkedAt) : null;
  return { origin: toText(visit.origin), decision: visibleText(toText(visit.robots).slice(0, 240)), checked };
}

function refusalWords(code: string): string {
  return Object.hasOwn(REFUSAL_WORDS, code) ? REFUSAL_WORDS[code as RefusalCode] : code.replaceAll("_", " ");
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function toRecords(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(toRecord) : [];
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

type RunEntry = SourceAt["log"]["outcomes"][number];

/** How our looks at a source ended, newest first: each in one sentence, with what it changed and what it refused. */
export function runTable(runs: readonly RunEntry[]): Html {
  return tableHtml(["When", "How it ended", "What it changed, and what was refused"], runs.map(runRow), "run-table");
}

function runRow({ at, outcome, trigger, detail }: RunEntry): Html {
  const log = runLog(detail);
  return html`
    <tr>
      <th scope="row">${formatMinute(at)}<span class="under">${triggerWords(trigger)}</span></th>
      <td>${familyBadge(outcomeFamily(outcome), outcomeWords(outcome))}<span class="under">${OUTCOME_SENTENCE[outcome]}</span></td>
      <td>${log.counts}${refusalsHtml(log)}${failuresHtml(log)}</td>
    </tr>`;
}

function refusalsHtml({ refusals }: RunLog): Html[] {
  return refusals.map(({ code, words, count }) => html`<span class="under">${String(count)} refused: ${words} <code>${code}</code></span>`);
}

function failuresHtml({ ended }: RunLog): Html[] {
  return ended.map(({ url, words }) => {
    // Most messages name the address themselves.
    const address = words.includes(url) ? null : html` <bdi>${visibleText(url)}</bdi>`;
    return html`<span class="under">${words}${address}</span>`;
  });
}

const MARK_STEP = 24;
const MARK_SIZE = 11;

/** Our last looks as a row of signs, the newest at the right; each says on pointing what it was. Nothing for a single look. */
function outcomeStrip(outcomes: SourceAt["log"]["outcomes"]): Html | null {
  if (outcomes.length < 2) return null;
  const marks = [...outcomes].reverse().map(({ outcome, at }, index) => {
    const family = outcomeFamily(outcome);
    return html`<path d="${FAMILY_SHAPE[family]}" transform="translate(${index * MARK_STEP})" fill="var(--${family})" fill-rule="evenodd"><title>${formatDay(at)}: ${outcomeWords(outcome)}</title></path>`;
  });
  const width = outcomes.length * MARK_STEP;
  const good = outcomes.filter(({ outcome }) => outcomeFamily(outcome) === "for").length;
  const label = `The last ${outcomes.length} looks, oldest first: ${good} went well`;
  const open = `<svg viewBox="0 0 ${width} 22" width="${(width / 22) * MARK_SIZE}" height="${MARK_SIZE}" class="outcome-strip" role="img"`;
  return html`${trustedHtml(open)} aria-label="${label}">${marks}${trustedHtml("</svg>")}`;
}

/** One source of the list: what it is, how our looks went, where its publisher stands. The last two are two facts and look different. */
export function sourceRow(source: SourceAt, carried: Carried): Html {
  const { id, record } = source;
  const { licence, publisher } = record;
  return html`
    <li id="source-${id}" class="source-row">
      <div>
        <h3><a href="${href(`/sources/${id}`, carried)}">${record.title}</a></h3>
        <p class="source-meta">${publisher.name}. ${licence.name}: ${REPUBLISH_WORDS[licence.republish]}.</p>
      </div>
      ${ourHtml(source)}
      ${publisherHtml(source)}
    </li>`;
}

function ourHtml({ record, log, looks }: SourceAt): Html {
  const last = log.outcomes[0]?.outcome ?? null;
  const facts = [
    looks.lastTried ? `fetched ${formatDay(looks.lastTried)}` : null,
    looks.lastLooked && looks.lastLooked !== looks.lastTried ? `successfully ${formatDay(looks.lastLooked)}` : null,
    log.lastChanged ? `changed ${formatDay(log.lastChanged)}` : null,
    record.schedule ? scheduleWords(record.schedule.cron) : null,
  ].filter((fact) => fact !== null);
  return html`
    <div>
      <p class="source-heading">Ours</p>
      ${familyBadge(outcomeFamily(last), outcomeWords(last))} ${outcomeStrip(log.outcomes)}
      <p class="source-meta">${fetchSentence(looks, log.outcomes, record.kind)}</p>
      <p class="source-meta figures">${facts.join(" · ")}</p>
    </div>`;
}

function publisherHtml({ theirs }: SourceAt): Html {
  return html`
    <div>
      <p class="source-heading">Theirs</p>
      ${gradeBadge(PUBLISHER_WORDS[theirs.state], { strong: isPublisherLate(theirs) })}
      <p class="source-meta">${theirs.newestPeriod ? html`Newest period ${theirs.newestPeriod}. ` : null}${publisherSentence(theirs)}</p>
    </div>`;
}

type CaptureEntry = CaptureList["entries"][number];

/** Every document kept of a source, newest first: where it came from, what exactly is kept, and how close that is to the publisher's own bytes. */
export function captureTable(entries: readonly CaptureEntry[], licence: string): Html {
  return tableHtml(
    ["Captured", "Document", "Answer", "Numbers read", "SHA-256"],
    entries.map((entry) => captureRow(entry, licence)),
    "capture-table",
  );
}

function captureRow(entry: CaptureEntry, licence: string): Html {
  const by = entry.depositedBy ? html`<span class="under">handed in by ${visibleText(entry.depositedBy)}</span>` : null;
  const note = entry.note ? html`<span class="under">${visibleText(entry.note)}</span>` : null;
  const other = entry.licence && entry.licence !== licence ? html`<span class="under">Licence: ${visibleText(entry.licence)}</span>` : null;
  return html`
    <tr>
      <th scope="row">${formatMinute(entry.capturedAt)}${by}</th>
      <td>${addressHtml(entry)}<span class="under">${fidelityWords(entry.fidelity)}.</span>${note}${other}</td>
      <td data-head="Answer">${String(entry.status)}<span class="under">${numberWords(entry.size)} bytes</span></td>
      <td data-head="Numbers read">${readWords(entry)}</td>
      <td data-head="SHA-256"><code class="digest">${entry.sha256}</code></td>
    </tr>`;
}

function addressHtml({ url, method }: CaptureEntry): Html {
  const link = safeLink(url);
  const text = html`<bdi class="address">${visibleText(url)}</bdi>`;
  const sent = method === "GET" ? null : html`${method} `;
  return link ? html`${sent}<a href="${link}" rel="noreferrer nofollow external">${text}</a>` : html`${sent}${text}`;
}

function readWords({ read }: CaptureEntry): Html | string {
  if (!read) return "not read yet";
  const refused = read.refusals > 0 ? html`<span class="under">${numberWords(read.refusals)} refused</span>` : null;
  return html`${numberWords(read.observations)}${refused}`;
}
