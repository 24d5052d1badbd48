import { familyBadge } from "../components/badge-html.ts";
import { type Html, html } from "../components/html.ts";
import { type Carried, href } from "../request/href.ts";
import { day } from "../words/dates.ts";
import { REPUBLISH_WORDS } from "../words/fidelity-words.ts";
import { outcomeFamily, outcomeWords } from "../words/outcome-words.ts";
import { isBehind, PUBLISHER_WORDS, publisherSentence } from "../words/publisher-words.ts";
import { scheduleWords } from "../words/schedule-words.ts";
import type { SourceAt } from "./load.ts";
import { ourSentence } from "./our-state.ts";
import { outcomeStrip } from "./outcome-strip.ts";

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
      ${ours(source)}
      ${publishers(source)}
    </li>`;
}

function ours({ record, log, looks }: SourceAt): Html {
  const last = log.outcomes[0]?.outcome ?? null;
  const facts = [
    looks.lastTried ? `looked ${day(looks.lastTried)}` : null,
    looks.lastLooked && looks.lastLooked !== looks.lastTried ? `successfully ${day(looks.lastLooked)}` : null,
    log.lastChanged ? `changed ${day(log.lastChanged)}` : null,
    record.schedule ? scheduleWords(record.schedule.cron) : null,
  ].filter((fact) => fact !== null);
  return html`
    <div>
      <p class="source-heading">Ours</p>
      ${familyBadge(outcomeFamily(last), outcomeWords(last))} ${outcomeStrip(log.outcomes)}
      <p class="source-meta">${ourSentence(looks, log.outcomes, record.kind)}</p>
      <p class="source-meta figures">${facts.join(" · ")}</p>
    </div>`;
}

function publishers({ theirs }: SourceAt): Html {
  return html`
    <div>
      <p class="source-heading">Theirs</p>
      <span class="grade${isBehind(theirs) ? " grade-strong" : ""}">${PUBLISHER_WORDS[theirs.state]}</span>
      <p class="source-meta">${theirs.newestPeriod ? html`Newest period ${theirs.newestPeriod}. ` : null}${publisherSentence(theirs)}</p>
    </div>`;
}
