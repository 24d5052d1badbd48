import type { Metadata } from "next";
import { cookies } from "next/headers";
import { Callout } from "../../components/callout.tsx";
import { PageShell } from "../../components/page-shell.tsx";
import { Section } from "../../components/section.tsx";
import { isSession, OPERATOR_COOKIE } from "../../operator/session.ts";
import { readPageQuery, type SearchParams } from "../../request/page-query.ts";
import { storeNotice } from "../../store/store-state.ts";
import { loadSubscribePage } from "../../subscribe/form/load.ts";
import { readFormQuery } from "../../subscribe/form/read-form-query.ts";
import { BacktestList, SubscriptionForm } from "../../subscribe/form/subscribe-page.tsx";
import { IndicatorChoice, UserRuleForm } from "../../subscribe/form/user-rule-form.tsx";

import { MailNotice, ScopeLine } from "../../subscribe/page-parts.tsx";

import "../../subscribe/subscribe.css";

export const metadata: Metadata = { title: "Subscribe", robots: { index: false } };

/** The form by which readers ask to be told, with what the rules would have told them before. Looking at it changes nothing. */
export default async function SubscribePage({ searchParams }: { searchParams: SearchParams }) {
  const [given, { carried, one }, cookie] = await Promise.all([searchParams, readPageQuery(searchParams), cookies()]);
  const form = readFormQuery(given);
  const view = await loadSubscribePage(form, isSession(cookie.get(OPERATOR_COOKIE)?.value, new Date()));
  const own = view.own;
  return (
    <PageShell path="/subscribe" carried={{ theme: carried.theme }} notice={storeNotice(view.store, null, new Date())} kept={form.kept}>
      <header className="pt-10">
        <p className="text-[0.9375rem] text-muted">
          <a href="/alerts">Alerts</a> / by mail
        </p>
        <h1 className="mt-3 max-w-5xl font-serif text-3xl leading-[1.15] font-semibold tracking-tight sm:text-[2.6rem]">Subscribe</h1>
        <ul className="mt-4 max-w-4xl text-lg">
          {own?.rule ? <li>A rule of your own: {own.rule.name.en}</li> : null}
          {own?.rule
            ? null
            : view.scopes.map((scope) => (
                <li key={scope.text}>
                  <ScopeLine scope={scope} carried={{ theme: carried.theme }} />
                </li>
              ))}
        </ul>
        {view.unknown.length > 0 ? (
          <Callout tone="unclear" className="mt-4 max-w-3xl">
            There is nothing called “{view.unknown.join("”, “")}” to subscribe to.
          </Callout>
        ) : null}
        <MailNotice isSetUp={view.isSetUp} />
      </header>
      <div className="grid gap-x-14 xl:grid-cols-[26rem_minmax(0,1fr)]">
        <div className="mt-10 xl:mt-14">
          {view.isSetUp && (own?.rule || view.scopes.length > 0) ? (
            <SubscriptionForm
              scopes={own?.rule ? [] : view.scopes.map(({ text }) => text)}
              rule={own?.rule ? form.members : {}}
              given={form.given}
              canGrow={!own?.rule && view.scopes.some(({ kind }) => kind !== "rule")}
              problem={one("problem")}
            />
          ) : null}
        </div>
        <div className="min-w-0">
          {own?.test ? (
            <Section
              id="own-preview"
              title="What your rule would have told you"
              note="Held against everything that is known, as if it had been there from the beginning."
            >
              <BacktestList tests={[own.test]} open />
            </Section>
          ) : (
            <Section
              id="rules"
              title={view.tests.length === 1 ? "The rule that watches it" : `The ${view.tests.length} rules that watch it`}
              note={`What ${view.tests.length === 1 ? "it" : "each"} would have told you, held against everything that is known, as if it had been there from the beginning.`}
            >
              {view.tests.length > 0 ? (
                <BacktestList tests={view.tests} open={view.tests.length === 1} />
              ) : (
                <p className="text-muted">No rule watches it yet.</p>
              )}
            </Section>
          )}
          <Section id="own" title="A rule of your own" note="Watch one series as you like. Only you are notified.">
            <IndicatorChoice scopes={form.scopes} indicators={view.candidates} chosen={view.indicator?.id ?? null} theme={carried.theme} />
            {view.indicator && view.axes ? (
              <UserRuleForm
                scopes={form.scopes}
                indicator={view.indicator}
                axes={view.axes}
                members={form.members}
                problem={own?.problem ?? null}
                theme={carried.theme}
              />
            ) : null}
          </Section>
        </div>
      </div>
    </PageShell>
  );
}
