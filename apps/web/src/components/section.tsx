import type { ReactNode } from "react";

type SectionProps = {
  id: string;
  title: string;
  note?: ReactNode;
  /** The heading stands beside the text instead of above it, where there is room. */
  aside?: boolean;
  children: ReactNode;
};

/** A part of a page under a heavy rule, with an address of its own. */
export function Section({ id, title, note, aside = false, children }: SectionProps) {
  const columns = aside ? " lg:grid lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-x-12" : "";
  return (
    <section id={id} aria-labelledby={`${id}-title`} className={`mt-14 border-t-2 border-rule-strong pt-3${columns}`}>
      <h2 id={`${id}-title`} className="font-serif text-2xl leading-tight font-semibold">
        {title}
      </h2>
      {note ? <p className="mt-2 max-w-3xl text-muted">{note}</p> : null}
      <div className={aside ? "mt-5 lg:mt-1" : "mt-5"}>{children}</div>
    </section>
  );
}

/** Scrolls what is wider than its place, and can be scrolled by keyboard (WCAG 2.1.1). */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form
    <div className="scroll-box" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
