import { indicatorById } from "@talent/catalog/indicators/all";
import type { CheckedPair, ContradictionCard, Side } from "@talent/core/claim/cross-checks";
import { ScrollBox } from "../components/scroll-box.tsx";
import { type Carried, href } from "../request/href.ts";
import { observationValue } from "../words/observation-words.ts";
import { typeset } from "../words/text.ts";

/** Two sources that speak of one thing: where they disagree, both values and the likely reason; where they agree, in how many periods. */
export function ContradictionCards({ pairs, carried }: { pairs: readonly CheckedPair[]; carried: Carried }) {
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      {pairs.map((pair) => (
        <article key={pair.check.id} className="border-t-2 border-rule-strong bg-surface p-5">
          <h3 className="font-semibold">{typeset(pair.check.about)}</h3>
          <p className="mt-1 text-muted">{agreementWords(pair)}</p>
          {pair.cards.length > 0 ? (
            <>
              <ScrollBox label={pair.check.about}>
                <table className="plain-table figures mt-3">
                  <thead>
                    <tr>
                      <th scope="col">Period</th>
                      <th scope="col">{titleOf(pair.check.left.indicator)}</th>
                      <th scope="col">{titleOf(pair.check.right.indicator)}</th>
                    </tr>
                  </thead>
                  <tbody>{pair.cards.map((card) => row(card, carried))}</tbody>
                </table>
              </ScrollBox>
              <p className="mt-3 max-w-prose">Likely why: {typeset(pair.check.reason)}</p>
            </>
          ) : null}
        </article>
      ))}
    </div>
  );
}

function row(card: ContradictionCard, carried: Carried) {
  return (
    <tr key={card.period}>
      <th scope="row" className="whitespace-nowrap">
        {card.period}
      </th>
      {[card.left, card.right].map((side) => (
        <td key={side.series.indicator}>
          <a href={href(`/evidence/${side.id}`, carried)}>{sideWords(side)}</a>
        </td>
      ))}
    </tr>
  );
}

function sideWords({ value, series }: Side): string {
  if (value === null) return "withheld by licence";
  return observationValue({ value, unit: indicatorById(series.indicator)?.unit ?? "" });
}

const titleOf = (indicator: string): string => indicatorById(indicator)?.title ?? indicator;

/** In how many shared periods two sources agree, and in how many they do not. */
export function agreementWords({ cards, agree }: CheckedPair): string {
  const periods = (count: number) => `${count} ${count === 1 ? "period" : "periods"}`;
  if (cards.length === 0) return `Two sources agree in all ${periods(agree)} they share.`;
  return `Two sources disagree in ${periods(cards.length)} and agree in ${agree}.`;
}
