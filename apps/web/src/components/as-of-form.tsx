import type { Carried } from "../request/href.ts";

/** Asks for another as-of. A plain form: the address is the state. */
export function AsOfForm({ path, carried, kept }: { path: string; carried: Carried; kept: Readonly<Record<string, string | undefined>> }) {
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
