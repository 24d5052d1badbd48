import { MessagePage } from "../../components/page-shell.tsx";
import { asOfProblem } from "../../request/as-of.ts";
import type { SearchParams } from "../../request/page-query.ts";

export const metadata = { title: "A date that cannot be read" };

/** Shown with status 400 for an `as_of` that is no date. */
export default async function InvalidDate({ searchParams }: { searchParams: SearchParams }) {
  const given = (await searchParams).as_of;
  const problem = asOfProblem(given === undefined ? [] : [given].flat());
  return (
    <MessagePage title="That date cannot be read">
      {problem ?? "as_of must be a day like 2025-02-10 or an instant like 2025-02-10T12:00:00Z."} Nothing is shown rather than another day’s
      numbers.
    </MessagePage>
  );
}
