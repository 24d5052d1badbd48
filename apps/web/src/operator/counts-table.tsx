import { ScrollBox } from "../components/scroll-box.tsx";
import type { AudienceCount } from "./load.ts";
import { reasonWords } from "./state-words.ts";

/** How many there are of what. */
export function CountsTable({ counts }: { counts: readonly AudienceCount[] }) {
  return (
    <ScrollBox label="Table of counts">
      <table className="plain-table count-table">
        <thead>
          <tr>
            {["Of", "State", "Why", "Count"].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map(({ of, what, why, count }) => (
            <tr key={`${of} ${what} ${why}`}>
              <th scope="row">{of}</th>
              <td>{what}</td>
              <td>{why ? reasonWords(why) : ""}</td>
              <td>{count.toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
