import type { Gathered } from "../fetch/fetch-source.ts";
import type { Errand } from "./run-slot.ts";

type Remembered = { readonly fetch: Errand["fetch"]; readonly visits: () => Gathered["visits"] };

/** The same fetch, and afterwards what allowed its requests, for the detail of the run. */
export function rememberVisits(fetch: Errand["fetch"]): Remembered {
  let visits: Gathered["visits"] = [];
  return {
    async fetch(source) {
      const gathered = await fetch(source);
      visits = gathered.visits;
      return gathered;
    },
    visits: () => visits,
  };
}
