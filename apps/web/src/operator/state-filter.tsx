import { href } from "../request/href.ts";
import type { AudienceCount } from "./load.ts";
import { MESSAGE_STATES } from "./message-state.ts";
import { STATE_WORDS } from "./state-words.ts";

/** The ways to narrow the log, each with how many messages it leaves. */
export function StateFilter({ state, counts }: { state: string | null; counts: readonly AudienceCount[] }) {
  const of = (wanted: string | null) =>
    counts.filter((one) => one.of === "messages" && (wanted === null || one.what === wanted)).reduce((sum, one) => sum + one.count, 0);
  return (
    <nav aria-label="Narrow the log" className="mb-5">
      <ul className="flex flex-wrap gap-2">
        {[null, ...MESSAGE_STATES].map((one) => (
          <li key={one ?? "all"}>
            <a
              href={href("/operator#messages", {}, { state: one ?? undefined })}
              aria-current={one === state ? "true" : undefined}
              className="filter-link"
            >
              {one === null ? "All" : STATE_WORDS[one]} <span className="figures">{of(one)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
