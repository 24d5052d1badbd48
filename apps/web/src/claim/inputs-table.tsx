import { areaName } from "@talent/catalog/areas/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { ApiObservation } from "@talent/db/read/observations/api-observation";
import { ScrollBox } from "../components/section.tsx";
import { Table } from "../components/table.tsx";
import { type Carried, href } from "../request/href.ts";
import { formatDay } from "../words/dates.ts";
import { observationWords } from "../words/observation-words.ts";

/** Every observation the assessments rest on, each leading to the bytes it was read from. */
export function InputsTable({ inputs, carried }: { inputs: readonly ApiObservation[]; carried: Carried }) {
  if (inputs.length === 0) return <p className="text-muted">No number is held that any reading could use.</p>;
  return (
    <ScrollBox label="Inputs">
      <Table columns={["Number", "Indicator", "Area", "Period", "Status", "Published", "Known since"]} className="min-w-[46rem]">
        {inputs.map((input) => (
          <tr key={input.id}>
            <th scope="row">
              <a href={href(`/evidence/${input.id}`, carried)}>{observationWords(input)}</a>
            </th>
            <td>
              {indicatorById(input.indicator)?.title.en ?? input.indicator}
              <span className="text-muted">{Object.values(input.dimensions).map((code) => `, ${code}`)}</span>
            </td>
            <td>{areaName(input.area)}</td>
            <td className="whitespace-nowrap">{input.period}</td>
            <td>{input.status}</td>
            <td className="whitespace-nowrap">{input.publishedOn ? formatDay(input.publishedOn) : "not stated"}</td>
            <td className="whitespace-nowrap">{formatDay(input.vintage)}</td>
          </tr>
        ))}
      </Table>
    </ScrollBox>
  );
}
