import TremorCard from "@tremor/react/dist/components/layout-elements/Card/Card.js";
import type { ReactNode } from "react";
import type { VerdictFamily } from "../words/verdict-words.ts";

const EDGE: Readonly<Record<VerdictFamily, string>> = {
  for: "border-t-4 border-t-for",
  against: "border-t-4 border-t-against",
  unclear: "border-t-4 border-t-unclear",
  none: "border-t-4 border-t-none",
};

type CardProps = { edge?: VerdictFamily; label?: string; className?: string; children: ReactNode };

/** A surface with a thin frame; `edge` colours its top. With `label` it is a group of that name. */
export function Card({ edge, label, className = "", children }: CardProps) {
  return (
    <TremorCard className={`p-5 ${edge ? EDGE[edge] : ""} ${className}`} {...(label ? { role: "group", "aria-label": label } : {})}>
      {children}
    </TremorCard>
  );
}
