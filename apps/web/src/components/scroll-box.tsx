import type { ReactNode } from "react";

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
