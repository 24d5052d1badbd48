import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { html } from "./html.ts";
import { Table, tableHtml } from "./table.tsx";

const row = (
  <tr>
    <th scope="row">1999</th>
    <td>{"<3"}</td>
  </tr>
);

it("a table reads the same as elements and as text, and escapes its headings and cells", () => {
  const asElements = renderToStaticMarkup(
    <Table columns={["Year", "Under <5"]} className="min-w-[44rem]">
      {row}
    </Table>,
  );
  const asText = tableHtml(["Year", "Under <5"], [html`<tr><th scope="row">1999</th><td>${"<3"}</td></tr>`], "min-w-[44rem]").markup;
  // What Tremor would wear in a dark theme of its own never shows.
  expect(asElements.replace(/ ?dark:[^ "]+/g, "")).toBe(asText);
  expect(asText).toContain("Under &lt;5");
  expect(asText).toMatch(/tremor-Table-root[^"]* min-w-\[44rem\]/);
});

it("its cells wear no class of their own, so that thousands of them stay small", () => {
  expect(tableHtml(["A"], [html`<tr><td>1</td></tr>`]).markup).toContain("<tr><td>1</td></tr></tbody>");
});
