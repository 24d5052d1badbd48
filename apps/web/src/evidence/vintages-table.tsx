import type { InputObservation } from "../claim/load.ts";
import { ScrollBox } from "../components/scroll-box.tsx";
import { type Carried, href } from "../request/href.ts";
import { day, minute } from "../words/dates.ts";
import { CAUSE_WORDS, observationValue, STATUS_WORDS } from "../words/observation-words.ts";

/** Every value ever stated for one series and period, oldest first; the one the page is about is marked. */
export function VintagesTable({
  vintages,
  current,
  carried,
}: {
  vintages: readonly InputObservation[];
  current: string;
  carried: Carried;
}) {
  return (
    <ScrollBox label="Vintages">
      <table className="plain-table min-w-[38rem]">
        <thead>
          <tr>
            {["Known since", "Value", "Status", "Why it was written", "Published"].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {vintages.map((one) => (
            <tr key={one.id} aria-current={one.id === current ? "true" : undefined}>
              <th scope="row" className="whitespace-nowrap">
                {minute(one.vintage)}
              </th>
              <td>
                {one.id === current ? (
                  <strong>{observationValue(one)}</strong>
                ) : (
                  <a href={href(`/evidence/${one.id}`, carried)}>{observationValue(one)}</a>
                )}
              </td>
              <td>{STATUS_WORDS[one.status] ?? one.status}</td>
              <td>{CAUSE_WORDS[one.cause] ?? one.cause}</td>
              <td>{one.publishedOn ? day(one.publishedOn) : "not stated"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
