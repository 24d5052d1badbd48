import type { Excerpt } from "@talent/readers/excerpt/excerpt";
import { ScrollBox } from "../components/scroll-box.tsx";
import { visibleText } from "../words/visible-text.ts";

/** The cells around a number as they stand in the stored bytes, as plain text; the number itself is marked. */
export function ExcerptTable({ excerpt }: { excerpt: Excerpt }) {
  const { header, rows, note } = excerpt;
  return (
    <>
      {rows.length > 0 ? (
        <ScrollBox label="Cells around the number">
          <table className="excerpt">
            {header ? (
              <thead>
                <tr>
                  <td />
                  {header.map((text, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity, two may be named alike
                    <th key={index} scope="col">
                      <bdi>{visibleText(text)}</bdi>
                    </th>
                  ))}
                </tr>
              </thead>
            ) : null}
            <tbody>
              {rows.map((row) => (
                <ExcerptRow key={row.label} row={row} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      ) : null}
      {note ? <p className="mt-3 text-[0.9375rem] whitespace-pre-wrap text-muted">{visibleText(note)}</p> : null}
    </>
  );
}

function ExcerptRow({ row }: { row: Excerpt["rows"][number] }) {
  return (
    <tr>
      <th scope="row">{row.label}</th>
      {row.cells.map((cell, index) =>
        cell.highlighted ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
          <td key={index} className="excerpt-hit">
            <mark>
              <bdi>{visibleText(cell.text)}</bdi>
            </mark>
          </td>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
          <td key={index}>
            <bdi>{visibleText(cell.text)}</bdi>
          </td>
        ),
      )}
    </tr>
  );
}
