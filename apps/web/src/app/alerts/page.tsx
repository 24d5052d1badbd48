import type { Metadata } from "next";
import { PhaseTally } from "../../alerts/alert-sections.tsx";
import { ruleById } from "../../alerts/built-in-rules.ts";
import { historyList } from "../../alerts/history-list.ts";
import { type AlertFilter, type HistoryPage, loadHistoryPage, readAlertFilter } from "../../alerts/load-history.ts";
import { loadRules, loadRulesAt, type RuleAt } from "../../alerts/load-rules.ts";
import { RULE_THEMES, ruleRow, ruleTheme } from "../../alerts/rule-list.ts";
import { PHASES } from "../../alerts/rule-words.ts";

import { html } from "../../components/html.ts";
import { Markup } from "../../components/markup.tsx";
import { PageShell } from "../../components/page-shell.tsx";
import { Section } from "../../components/section.tsx";
import { type Carried, href } from "../../request/href.ts";
import { readPageQuery, type SearchParams } from "../../request/page-query.ts";
import { storeNotice } from "../../store/store-state.ts";
import "../../alerts/alerts.css";

export const metadata: Metadata = { title: "Alerts" };

const PAGE_SIZE = 40;
/** On the first page, above everything that is watched. */
const FIRST_PAGE_SIZE = 10;

/** What is watched, where each rule stands, and what was told, with its evidence. */
export default async function AlertsPage({ searchParams }: { searchParams: SearchParams }) {
  const { asOf, carried, one } = await readPageQuery(searchParams);
  const before = /^[1-9]\d{0,17}$/.test(one("before") ?? "") ? one("before") : null;
  const filter = await readAlertFilter(one);
  const [view, history] = await Promise.all([
    loadRules(asOf),
    loadHistoryPage(
      toHistoryScope(filter),
      asOf?.instant ?? null,
      before,
      filter === null && before === null ? FIRST_PAGE_SIZE : PAGE_SIZE,
    ),
  ]);
  const rules = filter ? await rulesOf(filter, view.rules, asOf) : view.rules;
  const kept = filter ? { [filter.kind]: filter.id } : {};
  return (
    <PageShell path="/alerts" carried={carried} notice={storeNotice(view.store, asOf, new Date())} kept={kept}>
      <header className="pt-12">
        <h1 className="font-serif text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">Alerts</h1>
        {filter ? <Narrowed filter={filter} carried={carried} /> : <Lead rules={view.rules} carried={carried} />}
      </header>
      <History history={history} filter={filter} before={before} carried={carried} />
      {before === null ? <WatchedRules rules={rules} carried={carried} /> : null}
    </PageShell>
  );
}

const toHistoryScope = (filter: AlertFilter | null) =>
  filter === null ? {} : filter.rule === undefined ? { scope: filter.scope ?? "" } : { rule: filter.rule };

async function rulesOf(filter: AlertFilter, all: readonly RuleAt[], asOf: Parameters<typeof loadRulesAt>[1]): Promise<readonly RuleAt[]> {
  if (filter.rule === undefined) return all.filter(({ scopes }) => scopes.includes(filter.scope ?? ""));
  const known = all.filter(({ rule }) => rule.id === filter.rule);
  const own = known.length === 0 && filter.found ? await ruleById(filter.rule) : null;
  return own ? loadRulesAt([own], asOf) : known;
}

function Lead({ rules, carried }: { rules: readonly RuleAt[]; carried: Carried }) {
  return (
    <>
      <p className="mt-5 max-w-3xl text-lg leading-relaxed">
        {rules.length} rules watch the verdicts, the numbers behind them, and whether their publishers speak. A rule tells once when its
        threshold is crossed, and retracts what no longer stands. It counts what became known when: a number that is only looked at again
        tells nothing.
      </p>
      <p className="no-print mt-4 flex flex-wrap gap-x-8 gap-y-1">
        <a href={href("/subscribe", { theme: carried.theme }, { scope: "everything" })}>Tell me by mail</a>
        <a href="/feeds/alerts.atom">Atom feed</a>
      </p>
      <PhaseTally rules={rules} />
    </>
  );
}

function Narrowed({ filter, carried }: { filter: AlertFilter; carried: Carried }) {
  return (
    <>
      <p className="mt-5 max-w-3xl text-lg leading-relaxed">
        {filter.found ? (
          <>
            Only what concerns the {filter.kind}{" "}
            {filter.page ? <a href={href(filter.page, carried)}>{filter.name}</a> : <strong>{filter.name}</strong>}.
          </>
        ) : (
          <>
            There is no {filter.kind} “{filter.id.slice(0, 80)}”.
          </>
        )}
      </p>
      <p className="no-print mt-4 flex flex-wrap gap-x-8 gap-y-1">
        {filter.found ? (
          <a href={href("/subscribe", { theme: carried.theme }, { scope: `${filter.kind}:${filter.id}` })}>Subscribe by mail</a>
        ) : null}
        <a href={href("/alerts", carried)}>All alerts</a>
      </p>
    </>
  );
}

function WatchedRules({ rules, carried }: { rules: readonly RuleAt[]; carried: Carried }) {
  if (rules.length === 0) {
    return (
      <Section id="watched" title="What is watched">
        <p className="text-muted">No rule watches it.</p>
      </Section>
    );
  }
  return RULE_THEMES.map((theme) => {
    const own = rules.filter(({ rule }) => ruleTheme(rule).id === theme.id).toSorted((a, b) => phaseRank(a) - phaseRank(b));
    return own.length > 0 ? (
      <Section key={theme.id} id={theme.id} title={theme.title}>
        <Markup as="ul" of={html`${own.map((rule) => ruleRow(rule, carried))}`} />
      </Section>
    ) : null;
  });
}

/** What crossed comes first; among equals the order of the catalogue stays. */
const phaseRank = ({ at }: RuleAt): number => (at === null ? PHASES.length : PHASES.indexOf(at.phase));

type HistoryProps = { history: HistoryPage; filter: AlertFilter | null; before: string | null; carried: Carried };

function History({ history: { entries, older }, filter, before, carried }: HistoryProps) {
  const kept = filter ? { [filter.kind]: filter.id } : {};
  return (
    <Section
      id="history"
      title={before ? "Notifications, continued" : "Notifications"}
      note="Newest first, by the moment at which it could be known. No line is ever changed: what turned out wrong is taken back by one of its own."
    >
      {entries.length > 0 ? <Markup as="ol" of={html`${historyList(entries, carried)}`} /> : <p className="text-muted">Nothing yet.</p>}
      {older ? (
        <p className="mt-4">
          <a href={href("/alerts#history", carried, { ...kept, before: older })}>Older ones</a>
        </p>
      ) : null}
    </Section>
  );
}
