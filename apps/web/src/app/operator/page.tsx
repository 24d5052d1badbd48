import { MESSAGE_STATES } from "@talent/db/read/subscribers/delivery-log";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { PageShell } from "../../components/page-shell.tsx";
import { loadDeliveries } from "../../operator/load.ts";
import { OperatorPageBody, SignIn } from "../../operator/operator-page.tsx";
import { hasOperator, isSession, OPERATOR_COOKIE } from "../../operator/session.ts";
import { readPageQuery, type SearchParams } from "../../request/page-query.ts";
import { currentStoreState, storeNotice } from "../../store/store-state.ts";
import "../../operator/operator.css";
import "../../subscribe/subscribe.css";

export const metadata: Metadata = { title: "Operator", robots: { index: false, follow: false } };

/** The delivery log, for the operator; for everybody else the way to sign in. Who asks is decided here, before anything is read. */
export default async function OperatorPage({ searchParams }: { searchParams: SearchParams }) {
  const { carried, one } = await readPageQuery(searchParams);
  const [cookie, store] = await Promise.all([cookies(), currentStoreState()]);
  const isSignedIn = isSession(cookie.get(OPERATOR_COOKIE)?.value, new Date());
  const state = MESSAGE_STATES.find((known) => known === one("state")) ?? null;
  return (
    <PageShell
      path="/operator"
      carried={{ theme: carried.theme }}
      notice={storeNotice(store, null, new Date())}
      kept={state ? { state } : {}}
    >
      {isSignedIn ? (
        <OperatorPageBody view={await loadDeliveries(state)} state={state} />
      ) : (
        <SignIn hasOperator={hasOperator()} problem={one("problem")} />
      )}
    </PageShell>
  );
}
