import { type Carried, href } from "../request/href.ts";
import type { IndicatorView } from "./load.ts";
import { themeOf } from "./themes.ts";

/** What the indicator is, in one sentence. */
export function IndicatorHead({ view: { indicator, source }, carried }: { view: IndicatorView; carried: Carried }) {
  const theme = themeOf(indicator.id);
  return (
    <header className="pt-10">
      <p className="text-[0.9375rem] text-muted">
        <a href={href("/indicators", carried)}>Indicators</a>
        {theme ? (
          <>
            {" / "}
            <a href={href(`/indicators#${theme.id}`, carried)}>{theme.title}</a>
          </>
        ) : null}
      </p>
      <h1 className="mt-3 max-w-5xl font-serif text-3xl leading-[1.15] font-semibold tracking-tight sm:text-[2.6rem]">{indicator.title}</h1>
      <p className="mt-4 max-w-3xl text-lg">{indicator.description}</p>
      {source ? null : (
        <p className="mt-4">
          <span className="grade grade-strong">Awaiting its source</span>{" "}
          <span className="text-muted">It is defined; nothing is read for it yet.</span>
        </p>
      )}
    </header>
  );
}
