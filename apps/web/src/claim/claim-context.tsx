import { areaName } from "@talent/catalog/areas/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { Claim } from "@talent/core/claim/claim";
import { type Binding, bindingsOf } from "@talent/core/measure/measure";
import { seriesId } from "@talent/core/observation/series-id";
import type { SourceState } from "../store/sources.ts";

type Defined = { readonly binding: Binding; readonly roles: readonly string[] };

/** What every number of a claim counts: population, level, field, years and publisher. */
export function Definitions({ claim, sources }: { claim: Claim; sources: readonly SourceState[] }) {
  return (
    <dl className="divide-y divide-rule border-y border-rule">
      {definedOf(claim).map(({ binding, roles }) => (
        <Definition key={seriesId(binding)} binding={binding} roles={roles} sources={sources} />
      ))}
    </dl>
  );
}

/** Each series the readings of a claim measure, once, with the readings that use it. */
export function definedOf(claim: Claim): Defined[] {
  const found = new Map<string, { binding: Binding; roles: string[] }>();
  for (const reading of claim.readings) {
    for (const binding of reading.measure ? bindingsOf(reading.measure) : []) {
      const known = found.get(seriesId(binding));
      if (known) known.roles.push(reading.id);
      else found.set(seriesId(binding), { binding, roles: [reading.id] });
    }
  }
  return [...found.values()];
}

function Definition({ binding, roles, sources }: Defined & { sources: readonly SourceState[] }) {
  const indicator = indicatorById(binding.indicator);
  const source = sources.find((one) => one.record.produces.includes(binding.indicator));
  const dimensions = Object.entries(binding.dimensions);
  return (
    <div className="grid gap-x-10 gap-y-1 py-4 md:grid-cols-[18rem_1fr]">
      <dt>
        <span className="font-semibold">{indicator?.title ?? binding.indicator}</span>
        <span className="block text-[0.9375rem] text-muted">
          {areaName(binding.area)}
          {dimensions.map(([name, code]) => `, ${name.replaceAll("_", " ")}: ${code}`).join("")}
        </span>
      </dt>
      <dd className="text-[0.9375rem]">
        <p>{indicator?.definition}</p>
        <p className="mt-1 text-muted">
          Unit: {indicator?.unit}. {source ? `Publisher: ${source.record.publisher.name}; ${source.record.title}.` : "No source built yet."}{" "}
          Used by: {roles.join(", ")}.
        </p>
        {indicator?.notes?.map((note) => (
          <p key={note} className="mt-1 text-muted">
            {note}
          </p>
        ))}
      </dd>
    </div>
  );
}
