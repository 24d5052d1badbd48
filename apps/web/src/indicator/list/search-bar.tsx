import { type Carried, href } from "../../request/href.ts";
import { type Search, type Show, searchQuery } from "./search.ts";

const SHOW_OPTIONS: readonly { readonly show: Show; readonly words: string }[] = [
  { show: "all", words: "All" },
  { show: "held", words: "Read" },
  { show: "awaiting", words: "Awaiting a source" },
];

type SearchBarProps = { search: Search; counts: (show: Show) => number; carried: Carried };

/** Words to look for and what to leave out, both in the address. */
export function SearchBar({ search, counts, carried }: SearchBarProps) {
  const hidden = Object.entries({ ...carried, show: searchQuery(search).show }).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  return (
    <div className="no-print mt-8 flex flex-wrap items-center gap-x-8 gap-y-4">
      <search className="grow">
        <form action="/indicators" className="search">
          <label htmlFor="q" className="sr-only">
            Search the indicators
          </label>
          <input id="q" name="q" type="search" defaultValue={search.text} placeholder="visas, doctorate, GDP, top-20 …" maxLength={100} />
          {hidden.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button type="submit" className="picker-show">
            Search
          </button>
          {search.text ? <a href={href("/indicators", carried, searchQuery({ text: "", show: search.show }))}>Clear</a> : null}
        </form>
      </search>
      <nav aria-label="Which indicators">
        <ul className="flex flex-wrap gap-2">
          {SHOW_OPTIONS.map(({ show, words }) => (
            <li key={show}>
              <a
                href={href("/indicators", carried, searchQuery({ text: search.text, show }))}
                aria-current={show === search.show ? "true" : undefined}
                className="filter-link"
              >
                {words} <span className="figures">{counts(show)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
