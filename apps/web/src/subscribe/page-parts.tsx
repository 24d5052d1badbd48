import type { ReactNode } from "react";

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
