import { type Carried, href } from "../request/href.ts";

/** The way to be told of changes of a thing, from its own page. */
export function TellMe({ scope, carried }: { scope: string; carried: Carried }) {
  return (
    <p className="no-print mt-4">
      <a href={href("/subscribe", { theme: carried.theme }, { scope })}>Tell me when this changes</a>
    </p>
  );
}
