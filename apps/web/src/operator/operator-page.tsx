import { PostButton } from "../components/post-button.tsx";
import { Section } from "../components/section.tsx";
import { Conservation } from "./conservation.tsx";
import { CountsTable } from "./counts-table.tsx";
import type { DeliveryView } from "./load.ts";
import { MessageTable } from "./message-table.tsx";
import { StateFilter } from "./state-filter.tsx";

/** What only the operator sees: messages and what became of them. */
export function OperatorBody({ view, state }: { view: DeliveryView; state: string | null }) {
  return (
    <>
      <header className="pt-12">
        <h1 className="font-serif text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">Deliveries</h1>
        <p className="mt-5 max-w-3xl text-lg leading-relaxed">
          Every mail and call, and how it fared. People stand here by a short pseudonym; no page shows an address.
        </p>
        <div className="mt-4 flex flex-wrap items-center gap-x-8 gap-y-2">
          <a href="/subscribe?scope=operator">Tell me by mail when our looks at sources fail</a>
          <PostButton action="/api/v1/operator/sign-out" fields={{}}>
            Sign out
          </PostButton>
        </div>
        <Conservation {...view.conservation} />
      </header>
      <Section
        id="messages"
        title="Messages"
        note="Newest first, at most 100. A message keeps its id through every attempt, so that a repeated one is told apart."
      >
        <StateFilter state={state} counts={view.counts} />
        <MessageTable messages={view.messages} />
      </Section>
      <Section id="counts" title="Counts">
        <CountsTable counts={view.counts} />
      </Section>
    </>
  );
}

/** The way in. `problem`: what came of the last attempt. */
export function SignIn({ hasOperator, problem }: { hasOperator: boolean; problem: string | null }) {
  return (
    <>
      <header className="pt-12">
        <h1 className="font-serif text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">For the operator</h1>
        <p className="mt-5 max-w-3xl text-lg leading-relaxed">
          {hasOperator
            ? "Whoever runs this installation signs in with its token. A session ends after an hour."
            : "No operator is set on this installation. Start it with the environment variable OPERATOR_TOKEN, a long secret of printable ASCII without spaces; then this page asks for it."}
        </p>
      </header>
      {hasOperator ? (
        <form method="post" action="/api/v1/operator/session" className="ask-form mt-8">
          {problem ? (
            <p role="alert" className="border-l-4 border-against pl-4">
              {problem === "too-many" ? "Too many attempts. Try again in a minute." : "This is not the token."}
            </p>
          ) : null}
          <div className="field">
            <label htmlFor="token" className="label">
              Token
            </label>
            <input id="token" name="token" type="password" required autoComplete="current-password" />
          </div>
          <button type="submit" className="button button-strong">
            Sign in
          </button>
        </form>
      ) : null}
    </>
  );
}
