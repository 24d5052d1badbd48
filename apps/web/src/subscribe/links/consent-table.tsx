import { ScrollBox } from "../../components/scroll-box.tsx";
import { minute } from "../../words/dates.ts";
import type { Scope } from "../scope.ts";
import type { ManageLink } from "./load.ts";

const EVENT_WORDS: Readonly<Record<string, string>> = {
  requested: "Asked for on the form",
  confirmed: "Confirmed by the link in a mail",
  changed: "Settings changed",
  ended: "Ended",
  restarted: "Begun again",
  links_renewed: "Links made new",
  unsubscribed: "Stopped everything",
  erased: "Address deleted",
  forgotten: "Forgotten, because nobody confirmed it",
};

type ConsentProps = { consents: ManageLink["consents"]; scopes: ReadonlyMap<string, Scope> };

/** What somebody agreed to and took back, and when; newest first. */
export function ConsentTable({ consents, scopes }: ConsentProps) {
  return (
    <ScrollBox label="Table of what was agreed to">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Of</th>
          </tr>
        </thead>
        <tbody>
          {consents.map(({ event, at, detail }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a record that nobody changes
            <tr key={index}>
              <th scope="row" className="whitespace-nowrap">
                {minute(at)}
              </th>
              <td>{EVENT_WORDS[event] ?? event}</td>
              <td>
                {(detail.scopes ?? []).map((scope) => (
                  <span key={scope} className="block">
                    {scopes.get(scope)?.name ?? scope}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
