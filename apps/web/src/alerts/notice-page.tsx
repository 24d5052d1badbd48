import { lineChart } from "@talent/charts/line-chart";
import { watchChart } from "@talent/charts/watch-chart";
import { periodForReader } from "@talent/core/text/notice-amounts";
import type { ApiObservation } from "@talent/db/read/observations/api-observation";
import { InputsTable } from "../claim/inputs-table.tsx";
import { Callout } from "../components/callout.tsx";
import { Drawing } from "../components/markup.tsx";
import { Section } from "../components/section.tsx";
import { type Carried, href } from "../request/href.ts";
import { formatMinute } from "../words/dates.ts";
import { REPUBLISH_WORDS } from "../words/observation-words.ts";
import { typeset } from "../words/text.ts";
import { audienceWords } from "./history-list.ts";
import type { AlertEntry } from "./load-history.ts";
import type { RuleAt } from "./load-rules.ts";
import { conditionSentence, noticeText, phaseWord } from "./rule-words.ts";

type HeadProps = { entry: AlertEntry; carried: Carried };
type BodyProps = HeadProps & { rule: RuleAt | null; inputs: readonly ApiObservation[] };

/** The head of a step's page: the fact, and where it belongs. */
export function NoticeHead({ entry, carried }: HeadProps) {
  const { fact, lead } = noticeText(entry);
  return (
    <header className="pt-10">
      <p className="text-[0.9375rem] text-muted">
        <a href={href("/alerts", carried)}>Alerts</a> /{" "}
        <a href={href("/alerts", carried, { rule: entry.rule })}>{entry.facts.rule.name.en}</a>
      </p>
      <h1 className="mt-3 max-w-5xl font-serif text-3xl leading-[1.15] font-semibold tracking-tight sm:text-[2.6rem]">{typeset(fact)}</h1>
      <p className="mt-4 max-w-3xl text-lg">{typeset(lead)}</p>
      <Retractions entry={entry} carried={carried} />
    </header>
  );
}

function Retractions({ entry, carried }: HeadProps) {
  if (!(entry.retracts || entry.retractedBy)) return null;
  return (
    <Callout tone="unclear" className="mt-4 max-w-3xl">
      {entry.retractedBy ? <a href={href(`/alerts/${entry.retractedBy}`, carried)}>This was taken back since.</a> : null}
      {entry.retracts ? <a href={href(`/alerts/${entry.retracts}`, carried)}>What this takes back</a> : null}
    </Callout>
  );
}

/** What changed and why, with its evidence. */
export function NoticeBody({ entry, rule, inputs, carried }: BodyProps) {
  const { facts, withheld } = entry;
  const { why, lines } = noticeText(entry);
  return (
    <>
      <Section id="change" title="What changed">
        <p className="mb-4 max-w-3xl">{why}</p>
        {withheld ? <Callout className="mb-4 max-w-3xl">The numbers are withheld: {REPUBLISH_WORDS[withheld]}.</Callout> : null}
        <dl className="change">
          {lines.map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{typeset(text)}</dd>
            </div>
          ))}
        </dl>
        {rule ? <NoticeChart entry={entry} rule={rule} /> : null}
      </Section>
      <Section id="evidence" title="Evidence" note="Every number leads to the bytes it was read from.">
        {inputs.length > 0 ? (
          <InputsTable inputs={inputs} carried={carried} />
        ) : (
          <p className="text-muted">It rests on no number: time passed, or a number was withdrawn.</p>
        )}
      </Section>
      <Section id="telling" title="Notification">
        <dl className="facts max-w-3xl">
          <Fact name="Rule">{rule ? conditionSentence(rule.rule) : "It is no longer watched."}</Fact>
          <Fact name="Step">{`${phaseWord(facts.rule, facts.from)} → ${phaseWord(facts.rule, facts.to)}`}</Fact>
          <Fact name="Could be known">{formatMinute(entry.at)}</Fact>
          <Fact name="Found by us">{formatMinute(entry.evaluatedAt)}</Fact>
          <Fact name="Notified">{audienceWords(entry)}</Fact>
        </dl>
        <p className="no-print mt-4">
          <a href={href("/subscribe", { theme: carried.theme }, { scope: `rule:${entry.rule}` })}>Subscribe by mail</a>
        </p>
      </Section>
    </>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{typeset(children)}</dd>
    </div>
  );
}

/** What a step is about, over time, with its threshold; nothing where fewer than two values may be shown. */
function NoticeChart({ entry, rule }: { entry: AlertEntry; rule: RuleAt }) {
  const { facts } = entry;
  const { drawn, points } = rule;
  if (drawn === null) return null;
  const told = [facts.before, facts.after].flatMap((one) => (one === null ? [] : [periodForReader(facts.rule.watch, one.period)]));
  const title = facts.rule.name.en;
  const input = watchChart({
    id: `notice-${entry.id}`,
    title,
    description: `${title}, over time.`,
    unit: drawn.unit,
    points,
    threshold: drawn.hasThreshold ? facts.threshold : null,
    expected: drawn.expected,
    told,
  });
  if (input === null) return null;
  return (
    <figure className="mt-2">
      <Drawing className="hidden sm:block" svg={lineChart({ ...input, size: "wide" })} />
      <Drawing className="sm:hidden" svg={lineChart({ ...input, id: `${input.id}-narrow`, size: "narrow" })} />
    </figure>
  );
}
