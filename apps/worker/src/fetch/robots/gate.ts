import type { Exchange } from "@talent/core/capture/capture";
import type { HostStore, RobotsCopy, RobotsProblem } from "../hosts/host-store.ts";
import { RequestSkipped } from "../http/errors.ts";
import { decodeRobots, fetchRobots } from "./fetch.ts";
import { decidingRule, parseRobots, type RobotsRules } from "./parse.ts";

/** Requests to one origin that one sentence of its robots.txt let through. */
export type Visit = Permission & { readonly requests: number };

/** A page with hundreds of links may meet as many rules; the record of a run stays readable. */
const MAX_VISITS = 50;

type VisitLog = { add(permission: Permission): void; list(): Visit[] };

/** Counts the requests of one round by what allowed them. */
export function createVisitLog(): VisitLog {
  const visits = new Map<string, Visit>();
  return {
    add(permission) {
      const key = `${permission.origin} ${permission.robots} ${permission.checkedAt}`;
      visits.set(key, { ...permission, requests: (visits.get(key)?.requests ?? 0) + 1 });
    },
    list: () => [...visits.values()].slice(0, MAX_VISITS),
  };
}

/** RFC 9309 2.4: a cached copy serves no longer than a day. */
const COPY_MAX_AGE_MS = 24 * 60 * 60 * 1000;
/** A robots.txt that could not be had is requested again by the next run, not by every request of this one. */
const PROBLEM_MAX_AGE_MS = 30_000;
/** A longer Crawl-delay would keep one round of requests going for hours. */
const MAX_DELAY_MS = 60_000;

/** Why a request was allowed, for the record. `checkedAt` is when the rules were fetched. */
export type Permission = { readonly origin: string; readonly robots: string; readonly checkedAt: string; readonly delayMs: number };

export type RobotsGate = {
  /** Throws RequestSkipped: `blocked_by_robots` when the site's rules disallow it, else why they could not be had. */
  permit(url: URL): Promise<Permission>;
};

/** Lets requests through that the robots.txt of their origin allows to `product`. */
export function robotsGate(parts: {
  readonly book: HostStore;
  /** Fetches a robots.txt under the host's lease; `meanwhile` is called when it has come, before anything is sent. */
  readonly ask: (url: string, meanwhile: () => Promise<void>) => Promise<Exchange>;
  readonly product: string;
  readonly clock: () => Date;
}): RobotsGate {
  const underWay = new Map<string, Promise<RobotsCopy>>();
  const read = new WeakMap<Uint8Array, RobotsRules>();
  const copyOf = (origin: string): Promise<RobotsCopy> => {
    const asked = underWay.get(origin) ?? currentCopy(parts, origin).finally(() => underWay.delete(origin));
    underWay.set(origin, asked);
    return asked;
  };
  return {
    async permit(url) {
      const copy = await copyOf(url.origin);
      if (copy.problem !== null) throw skippedWithoutRules(copy.problem, url);
      const file = { origin: url.origin, checkedAt: copy.fetchedAt.toISOString() };
      if (copy.body === null) return { ...file, robots: `no robots.txt (${copy.status})`, delayMs: 0 };
      const rules = read.get(copy.body) ?? parseRobots(decodeRobots(copy.body), parts.product);
      read.set(copy.body, rules);
      return { ...file, robots: checkAllowed(rules, url), delayMs: Math.min((rules.delaySeconds ?? 0) * 1000, MAX_DELAY_MS) };
    },
  };
}

async function currentCopy({ book, ask, clock }: Parameters<typeof robotsGate>[0], origin: string): Promise<RobotsCopy> {
  const there = unexpired(await book.robots(origin), clock());
  if (there !== null) return there;
  try {
    const copy = await fetchRobots(origin, (url) => ask(url, meanwhile), clock);
    if (copy.problem?.notBefore === undefined) await book.keepRobots(origin, copy);
    return copy;
  } catch (error) {
    if (error instanceof AlreadyFetched) return error.copy;
    throw error;
  }
  /** Another worker may have fetched it while we waited for the lease. */
  async function meanwhile(): Promise<void> {
    const copy = unexpired(await book.robots(origin), clock());
    if (copy !== null) throw new AlreadyFetched(copy);
  }
}

class AlreadyFetched extends Error {
  readonly copy: RobotsCopy;
  constructor(copy: RobotsCopy) {
    super("known meanwhile");
    this.copy = copy;
  }
}

/** The copy while it may be used. One from the future was fetched before the clock was set back: its age is unknown. */
function unexpired(copy: RobotsCopy | null, now: Date): RobotsCopy | null {
  if (copy === null) return null;
  const age = now.getTime() - copy.fetchedAt.getTime();
  return age >= 0 && age < (copy.problem === null ? COPY_MAX_AGE_MS : PROBLEM_MAX_AGE_MS) ? copy : null;
}

function checkAllowed(rules: RobotsRules, url: URL): string {
  const rule = decidingRule(rules, url);
  if (rule === null) return "robots.txt has no rule about it";
  const says = `robots.txt line ${rule.line}, ${rule.allow ? "Allow" : "Disallow"}: ${rule.printed.slice(0, 200)}`;
  if (!rule.allow) throw new RequestSkipped("blocked_by_robots", `${url.host}: ${says}`);
  return says;
}

function skippedWithoutRules({ outcome, message, notBefore }: RobotsProblem, url: URL): RequestSkipped {
  const retry = outcome === "unreachable" || notBefore !== undefined;
  return new RequestSkipped(outcome, `${url.host}: ${message}`, { retry, notBefore: notBefore ?? null });
}
