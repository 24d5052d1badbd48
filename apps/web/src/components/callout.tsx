import TremorCallout from "@tremor/react/dist/components/text-elements/Callout/Callout.js";
import type { ReactNode } from "react";
import type { VerdictFamily } from "../words/verdict-words.ts";
import { tremorClasses } from "./tremor.ts";

const EDGE: Readonly<Record<VerdictFamily | "plain", string>> = {
  for: "border-for",
  against: "border-against",
  unclear: "border-unclear",
  // `border-none` is no colour: it takes the line away.
  none: "border-[var(--none)]",
  plain: "border-rule-strong",
};

type CalloutProps = { tone?: VerdictFamily | "plain"; id?: string; role?: "alert" | "status"; className?: string; children: ReactNode };

/** Something to know before reading on, beside a thick line. Our elements wear Tremor's classes: its own are a heading, empty here, and a paragraph. */
export function Callout({ tone = "plain", id, role, className = "", children }: CalloutProps) {
  const look = `overflow-visible bg-transparent py-1 pr-0 pl-5 text-base text-ink ${EDGE[tone]} ${className}`;
  return (
    <div id={id} role={role} className={tremorClasses(TremorCallout, { title: "", className: look })[0]}>
      <div>{children}</div>
    </div>
  );
}
