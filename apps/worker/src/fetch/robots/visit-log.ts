import type { Permission } from "./gate.ts";

/** Requests to one origin that one sentence of its robots.txt let through. */
export type Visit = Permission & { readonly requests: number };

/** A page with hundreds of links may meet as many rules; the record of a run stays readable. */
const MOST_LINES = 50;

export type VisitLog = { add(permission: Permission): void; list(): Visit[] };

/** Counts the requests of one round by what allowed them. */
export function visitLog(): VisitLog {
  const visits = new Map<string, Visit>();
  return {
    add(permission) {
      const key = `${permission.origin} ${permission.robots} ${permission.checkedAt}`;
      visits.set(key, { ...permission, requests: (visits.get(key)?.requests ?? 0) + 1 });
    },
    list: () => [...visits.values()].slice(0, MOST_LINES),
  };
}
