import type { Conservation as Counts } from "./load.ts";

/** What came in and what became of it: the first is the sum of the others, or something is lost. */
export function Conservation({ told, delivered, held, suppressed }: Counts) {
  const sum = delivered + held + suppressed;
  return (
    <p id="conservation" className={`figures mt-6 max-w-3xl border-l-4 pl-5 ${sum === told ? "border-for" : "border-against"}`}>
      {told} meant for somebody = {delivered} delivered + {held} held + {suppressed} suppressed
      {sum === told ? "." : <strong>. This does not add up: {Math.abs(told - sum)} are unaccounted for.</strong>}
    </p>
  );
}
