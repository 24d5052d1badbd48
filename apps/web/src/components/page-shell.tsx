import type { ReactNode } from "react";
import { type Carried, href } from "../request/href.ts";
import { AsOfForm } from "./as-of-form.tsx";
import { StoreNotice, type StoreNoticeFacts } from "./store-notice.tsx";

type ShellProps = {
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
export function Shell({ path, carried, notice, kept = {}, children }: ShellProps) {
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
      <Foot path={path} carried={carried} kept={kept} />
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

function Foot({ path, carried, kept }: Omit<ShellProps, "notice" | "children"> & { kept: NonNullable<ShellProps["kept"]> }) {
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
