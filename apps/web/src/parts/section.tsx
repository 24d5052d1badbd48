import type { ReactNode } from "react";

/** A part of a page under a heavy rule, with an address of its own. */
export function Section({ id, title, note, children }: { id: string; title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mt-14 border-t-2 border-rule-strong pt-3">
      <h2 id={`${id}-title`} className="font-serif text-2xl leading-tight font-semibold">
        {title}
      </h2>
      {note ? <p className="mt-2 max-w-3xl text-muted">{note}</p> : null}
      <div className="mt-5">{children}</div>
    </section>
  );
}
