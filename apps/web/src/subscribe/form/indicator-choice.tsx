import type { Indicator } from "@talent/catalog/indicators/indicator";
import { html } from "../../components/html.ts";
import { Markup } from "../../components/markup.tsx";

type ChoiceProps = { scopes: readonly string[]; indicators: readonly Indicator[]; chosen: string | null; theme: string | undefined };

/** Which indicator a rule of the reader's own is about, where there is more than one. */
export function IndicatorChoice({ scopes, indicators, chosen, theme }: ChoiceProps) {
  if (indicators.length === 0) return <p className="text-muted">No number is held that a rule could watch.</p>;
  if (indicators.length === 1) return null;
  return (
    <form action="/subscribe#own" className="mb-5">
      {scopes.map((scope) => (
        <input key={scope} type="hidden" name="scope" value={scope} />
      ))}
      {theme ? <input type="hidden" name="theme" value={theme} /> : null}
      <div className="ask-form">
        <label htmlFor="own-indicator" className="label">
          Indicator
        </label>
        <Markup
          of={html`<select id="own-indicator" name="rule.indicator">${indicators.map(
            ({ id, title }) => html`<option value="${id}"${id === chosen ? html` selected` : null}>${title}</option>`,
          )}</select>`}
        />
        <button type="submit" className="button">
          {chosen ? "Change" : "Choose"}
        </button>
      </div>
    </form>
  );
}
