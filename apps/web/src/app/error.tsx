"use client";

/** The last resort, where a page breaks while it is made. It says nothing of why: that is in our log. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="mx-auto max-w-3xl px-4 py-24">
      <h1 className="font-serif text-4xl leading-tight font-semibold">This page could not be made</h1>
      <p className="mt-4 text-lg">Something broke here. Nothing is shown rather than wrong numbers.</p>
      {error.digest ? <p className="mt-2 text-muted">Reference {error.digest}</p> : null}
      <p className="mt-4">
        <a href="/">To the ledger</a>
      </p>
    </main>
  );
}
