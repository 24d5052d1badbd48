import type { ReactNode } from "react";
import { Callout } from "../components/callout.tsx";

import { type Carried, href } from "../request/href.ts";
import { SCOPE_KIND_WORDS, type Scope } from "./scope.ts";
import { mailMode } from "./setup.ts";

/** The head of a page behind a link of a mail: what the page is, in a few words, and one sentence. */
export function LinkHead({ title, children }: { title: string; children: ReactNode }) {
  return (
    <header className="pt-10">
      <p className="text-[0.9375rem] text-muted">Alerts by mail</p>
      <h1 className="mt-3 max-w-4xl font-serif text-3xl leading-[1.15] font-semibold tracking-tight sm:text-[2.6rem]">{title}</h1>
      <p className="mt-4 max-w-3xl text-lg">{children}</p>
    </header>
  );
}

/** Shown for a token that we never gave out, or that has been replaced. */
export function NoSuchLink() {
  return (
    <LinkHead title="This link is none of ours">
      It may have been cut on its way, or been replaced by a newer one. The newest mail has a link that works. You can also{" "}
      <a href="/subscribe?scope=everything">ask anew</a>.
    </LinkHead>
  );
}

/** A thing that somebody is told of, in words, with a link to its page. */
export function ScopeLine({ scope, carried = {} }: { scope: Scope; carried?: Carried }) {
  const name = scope.page ? <a href={pageOf(scope.page, carried)}>{scope.name}</a> : scope.name;
  if (scope.kind === "everything") return <>Everything: {name}</>;
  if (scope.kind === "operator") return <>{SCOPE_KIND_WORDS.operator}</>;
  return (
    <>
      <span className="text-muted">{SCOPE_KIND_WORDS[scope.kind]}</span> {name}
    </>
  );
}

function pageOf(page: string, carried: Carried): string {
  const [path = "", query = ""] = page.split("?");
  return href(path, carried, Object.fromEntries(new URLSearchParams(query)));
}

/** What a reader should know of mails on this installation before asking for them. */
export function MailNotice({ isSetUp }: { isSetUp: boolean }) {
  if (!isSetUp) {
    return (
      <Callout tone="unclear" className="mt-6 max-w-3xl">
        Subscriptions are not set up here: the dashboard was started without <code>SUBSCRIBERS_KEY</code>. <code>npm start</code> makes one
        by itself. The <a href="/feeds/alerts.atom">Atom feed</a> says the same and needs no address.
      </Callout>
    );
  }
  if (mailMode() !== "files") return null;
  return (
    <Callout tone="unclear" className="mt-6 max-w-3xl">
      No mail server is set on this installation (<code>SMTP_URL</code>): mails are not sent but written as files into the folder{" "}
      <code>outbox</code> of its data folder. The <a href="/feeds/alerts.atom">Atom feed</a> says the same and needs no mail.
    </Callout>
  );
}
