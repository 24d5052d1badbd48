import type { ReactNode } from "react";
import { type Carried, href } from "../request/href.ts";
import { formatDay, formatMinute } from "../words/dates.ts";

type PageShellProps = {
  /** Path of this page, to which the as-of form and the theme links lead back. */
  path: string;
  carried: Carried;
  notice: StoreNoticeFacts | null;
  /** Further parameters of this page that a change of theme or as-of keeps. */
  kept?: Readonly<Record<string, string | undefined>>;
  children: ReactNode;
};

const WIDTH = "mx-auto w-full max-w-[84rem] px-4 sm:px-8";

/** Masthead, the page, and the foot, on every page. */
export function PageShell({ path, carried, notice, kept = {}, children }: PageShellProps) {
  return (
    <>
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:bg-paper focus:p-2">
        Skip to content
      </a>
      <header className="border-b border-rule">
        <div className={`${WIDTH} flex flex-wrap items-baseline gap-x-8 gap-y-2 py-4`}>
          <a href={href("/", carried)} className="font-serif text-lg font-semibold text-ink no-underline">
            China AI Talent Monitor
          </a>
          <nav aria-label="Main" className="flex flex-wrap gap-x-4 gap-y-1 text-sm sm:gap-x-6">
            <NavLink to={href("/", carried)} current={path === "/"}>
              Ledger
            </NavLink>
            <NavLink to={href("/indicators", carried)} current={path.startsWith("/indicators")}>
              Indicators
            </NavLink>
            <NavLink to={href("/sources", carried)} current={path.startsWith("/sources")}>
              Sources
            </NavLink>
            <NavLink to={href("/alerts", carried)} current={path.startsWith("/alerts")}>
              Alerts
            </NavLink>
            <NavLink to={href("/about", carried)} current={path === "/about"}>
              Method
            </NavLink>
            <NavLink to="/api/openapi.json" current={false}>
              API
            </NavLink>
          </nav>
          <div className="sm:ml-auto">
            <AsOfForm path={path} carried={carried} kept={kept} />
          </div>
        </div>
      </header>
      {notice ? <StoreNotice facts={notice} carried={carried} path={path} kept={kept} /> : null}
      <main id="main" className={`${WIDTH} pb-20`}>
        {children}
      </main>
      <PageFooter path={path} carried={carried} kept={kept} />
    </>
  );
}

function NavLink({ to, current, children }: { to: string; current: boolean; children: string }) {
  return (
    <a
      href={to}
      aria-current={current ? "page" : undefined}
      className="text-ink decoration-transparent aria-[current]:font-semibold aria-[current]:decoration-current hover:decoration-current"
    >
      {children}
    </a>
  );
}

function PageFooter({ path, carried, kept }: Omit<PageShellProps, "notice" | "children"> & { kept: NonNullable<PageShellProps["kept"]> }) {
  const to = (theme: string | undefined) => href(path, { ...carried, theme }, kept);
  return (
    <footer className="border-t border-rule">
      <div className={`${WIDTH} flex flex-wrap gap-x-10 gap-y-3 py-8 text-sm text-muted`}>
        <p className="max-w-2xl">
          Claims are our paraphrases of “What DeepSeek’s Success Says About China’s Ability to Nurture Talent” by Vivian Wang, The New York
          Times, 10 February 2025. Every number leads to the bytes it was read from.
        </p>
        <p className="sm:ml-auto">
          Theme: <a href={to(undefined)}>system</a>, <a href={to("light")}>light</a>, <a href={to("dark")}>dark</a>
        </p>
      </div>
    </footer>
  );
}

/** Asks for another as-of. A plain form: the address is the state. */
function AsOfForm({ path, carried, kept }: { path: string; carried: Carried; kept: Readonly<Record<string, string | undefined>> }) {
  const hidden = Object.entries({ ...kept, theme: carried.theme }).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return (
    <form action={path} className="no-print flex items-center gap-2 text-sm">
      <label htmlFor="as-of" className="text-muted">
        As known on
      </label>
      <input
        id="as-of"
        name="as_of"
        type="date"
        defaultValue={carried.as_of?.slice(0, 10) ?? ""}
        className="figures w-36 rounded-tremor-small border border-rule bg-surface px-2 py-1 text-ink"
      />
      {hidden.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button
        type="submit"
        className="cursor-pointer rounded-tremor-small border border-rule bg-surface px-2.5 py-1 text-ink hover:bg-sunken"
      >
        Show
      </button>
    </form>
  );
}

/** What a reader must know before believing any number on the page. Instants are ISO. */
export type StoreNoticeFacts = {
  readonly replayTo: string | null;
  /** Set when the scheduler has been silent for too long. */
  readonly notCheckedSince: string | null;
  /** The instant the page speaks for, when it is not now. */
  readonly asOf: string | null;
};

type NoticeProps = { facts: StoreNoticeFacts; carried: Carried; path: string; kept: Readonly<Record<string, string | undefined>> };

/** Says when the page shows a replay, another day, or numbers that nobody has checked for a while. Nothing otherwise. */
function StoreNotice({ facts, carried, path, kept }: NoticeProps) {
  const { replayTo, notCheckedSince, asOf } = facts;
  if (!(replayTo || notCheckedSince || asOf)) return null;
  return (
    <aside aria-label="What this page shows" className="border-b border-rule bg-sunken">
      <p className="mx-auto flex w-full max-w-[84rem] flex-wrap gap-x-6 gap-y-1 px-4 py-2 text-sm sm:px-8">
        {asOf ? (
          <span>
            <strong>As known on {asOf.endsWith("T23:59:59.999Z") ? formatDay(asOf) : formatMinute(asOf)}.</strong>{" "}
            <a href={href(path, { theme: carried.theme }, kept)}>Show what is known now</a>
          </span>
        ) : null}
        {replayTo ? <span>Replay to {formatDay(replayTo)}: recorded pages, not live ones.</span> : null}
        {notCheckedSince ? <strong>Not checked since {formatMinute(notCheckedSince)}.</strong> : null}
      </p>
    </aside>
  );
}

/** A page that has nothing to show but a reason, and the way back. It asks the store nothing. */
export function MessagePage({ title, carried = {}, children }: { title: string; carried?: Carried; children: ReactNode }) {
  return (
    <PageShell path="/" carried={carried} notice={null}>
      <h1 className="mt-14 font-serif text-4xl leading-tight font-semibold">{title}</h1>
      <p className="mt-4 max-w-2xl text-lg">{children}</p>
      <p className="mt-4">
        <a href={href("/", { theme: carried.theme })}>To the ledger as known now</a>
      </p>
    </PageShell>
  );
}
