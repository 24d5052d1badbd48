import type { Verdict } from "@talent/core/claim/assessment";
import type { ReactNode } from "react";
import { FamilyBadge, VerdictBadge } from "../components/badge.tsx";
import { ScrollBox, Section } from "../components/section.tsx";
import { Table } from "../components/table.tsx";
import type { SourceLine } from "../ledger/source-lines.ts";

import { FIT_LABEL, FIT_MEANING, QUESTION_LABEL, QUESTIONS } from "../words/verdict-words.ts";

/** Every source we fetch: what came of the last look, and when. Ours only; whether a publisher is late is another fact. */
export function SourceStatus({ lines }: { lines: readonly SourceLine[] }) {
  return (
    <ScrollBox label="Status of the sources">
      <Table columns={["Source", "Last outcome", "Last fetched", "Last changed", "Schedule"]} className="min-w-[44rem]">
        {lines.map((line) => (
          <tr key={line.id} id={`source-${line.id}`}>
            <th scope="row">
              {line.title}
              <span className="block text-sm text-muted">{line.publisher}</span>
            </th>
            <td>
              <FamilyBadge family={line.family}>{line.outcome}</FamilyBadge>
              {line.detail ? <span className="mt-1 block max-w-md text-sm text-muted">{line.detail}</span> : null}
            </td>
            <td>{line.looked}</td>
            <td>{line.changed}</td>
            <td className="font-mono text-sm whitespace-nowrap">{line.schedule}</td>
          </tr>
        ))}
      </Table>
    </ScrollBox>
  );
}

/** The rules of the ledger, in the order a sceptical reader asks for them. */
export function Method() {
  return (
    <>
      <Section id="claims" title="Claims and readings" aside>
        <Prose>
          <p>
            A claim is one checkable statement of the article, in our words, with its paragraph and who said it. A reading is one defensible
            way to make it measurable: what is counted, by whom, for which year, and the interval the value must lie in. Exactly one reading
            is the closest to the article’s own source, population and year, and gives the verdict; the others show how much the choice
            matters.
          </p>
          <dl className="facts">
            {(["same", "bridged", "proxy", "related"] as const).map((fit) => (
              <div key={fit}>
                <dt>{FIT_LABEL[fit]}</dt>
                <dd>{FIT_MEANING[fit]}</dd>
              </div>
            ))}
          </dl>
          <p>Only the same and a bridged definition can contradict a claim. A proxy is in line with it, or not.</p>
        </Prose>
      </Section>
      <Section id="questions" title="Three questions" aside>
        <Prose>
          <ol className="list-decimal space-y-2 pl-5">
            {QUESTIONS.map((question) => (
              <li key={question}>{QUESTION_LABEL[question]}.</li>
            ))}
          </ol>
          <p>
            Later revisions never leak back into the first. The second uses all that is known now about the claim’s own year. The third
            moves the same test to the newest year, and says nothing about today when the newest number is past its due date and grace.
          </p>
        </Prose>
      </Section>
      <Section id="verdicts" title="Verdicts" aside>
        <Prose>
          <p>
            The verdict compares an interval with an interval. A value is a point, a sample estimate with its 95% interval, a rounded figure
            with its rounding interval, or a bound. Inside what the claim needs, it is supported; wholly outside, contradicted; otherwise
            undetermined. A lower bound can support “more than”, never refute it. The flip value says how far a verdict is from another one;
            within two standard errors it is fragile.
          </p>
          <dl className="grid gap-x-8 sm:grid-cols-[auto_1fr] sm:gap-y-2">
            {MEANINGS.map(([verdict, meaning]) => (
              <div key={verdict} className="contents">
                <dt>
                  <VerdictBadge verdict={verdict} />
                </dt>
                <dd className="mb-3 sm:mb-0">{meaning}</dd>
              </div>
            ))}
          </dl>
        </Prose>
      </Section>
      <Section id="time" title="Four times, never merged" aside>
        <Prose>
          <p>
            Every number has a period it is about, a day its publisher stated it, where one is printed, and an instant from which it could
            be known here. Every page can be shown as known on another day: put the date in the box above, or <code>?as_of=2025-02-10</code>{" "}
            in the address. Numbers are only ever added; a revision, a withdrawal and a correction of ours are three different things.
          </p>
        </Prose>
      </Section>
      <Section id="evidence" title="Every number leads to its bytes" aside>
        <Prose>
          <p>
            We keep the bytes before we read them. Each number has a page with the address, the time of capture, the SHA-256 of the bytes,
            the place in them and the cells around it. Where a licence forbids republishing, the number stays back and the verdict, citation
            and link stay. Pages re-typed by us are marked “publisher’s numbers, markup of ours” and count as reported.
          </p>
        </Prose>
      </Section>
    </>
  );
}

const MEANINGS: readonly (readonly [Verdict, string])[] = [
  ["supported", "All that the number can stand for lies within what was claimed."],
  ["contradicted", "None of it does."],
  ["undetermined", "Some of it does; the side on which the number itself lies is said."],
  ["not_checkable", "No evidence exists, or it was published then and is not held by us; which, is said."],
  ["holds", "On the newest year: the test is still passed."],
  ["does_not_hold", "On the newest year: it is not."],
  ["no_newer_data", "Nothing newer than the claim’s own year is known."],
  ["lapsed", "The newest number is too old to speak of today."],
  ["not_assessable", "No value at all is known."],
  ["in_line", "A proxy moves with the claim; it proves nothing."],
  ["not_in_line", "A proxy moves against it; it disproves nothing."],
  ["open", "A prediction that is not due yet."],
];

function Prose({ children }: { children: ReactNode }) {
  return <div className="max-w-3xl space-y-4 leading-relaxed">{children}</div>;
}
