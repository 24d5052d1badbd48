import { Shell } from "../../page/shell.tsx";
import { asOfProblem } from "../../request/as-of.ts";
import type { SearchParams } from "../../request/page-query.ts";

export const metadata = { title: "A date that cannot be read" };

/** What the proxy shows, with status 400, for an `as_of` that is no date. */
export default async function InvalidDate({ searchParams }: { searchParams: SearchParams }) {
  const given = (await searchParams).as_of;
  const problem = asOfProblem(given === undefined ? [] : [given].flat());
  return (
    <Shell path="/" carried={{}} notice={null}>
      <h1 className="mt-14 font-serif text-4xl leading-tight font-semibold">That date cannot be read</h1>
      <p className="mt-4 max-w-2xl text-lg">
        {problem ?? "as_of must be a day like 2025-02-10 or an instant like 2025-02-10T12:00:00Z."} Nothing is shown rather than another
        day’s numbers.
      </p>
      <p className="mt-4">
        <a href="/">Show the ledger as known now</a>
      </p>
    </Shell>
  );
}
