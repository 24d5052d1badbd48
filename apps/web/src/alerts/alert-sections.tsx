import { html } from "../components/html.ts";
import { Markup } from "../components/markup.tsx";
import { Section } from "../components/section.tsx";
import { type Carried, href } from "../request/href.ts";
import { historyList } from "./history-list.ts";
import { historyPage } from "./load-history.ts";
import "./alerts.css";

type NewestProps = { kind: "claim" | "indicator" | "source"; id: string; asOf: Date | null; carried: Carried };

const FEW = 3;

/** The newest alerts that concern a thing, on its own page; nothing where there is none. */
export async function NewestNotices({ kind, id, asOf, carried }: NewestProps) {
  const { entries } = await historyPage({ scope: `${kind}:${id}` }, asOf, null, FEW);
  if (entries.length === 0) return null;
  return (
    <Section id="alerts" title="Alerts on it">
      <Markup as="ol" of={html`${historyList(entries, carried)}`} />
      <p className="mt-3">
        <a href={href("/alerts", carried, { [kind]: id })}>All alerts on it</a>
      </p>
    </Section>
  );
}
