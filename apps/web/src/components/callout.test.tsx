import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Callout } from "./callout.tsx";

it("a callout keeps its role and id, its line has the colour of its tone, and it makes no heading", () => {
  const markup = renderToStaticMarkup(
    <Callout tone="against" role="alert" id="problem" className="mt-6 text-lg">
      Not <code>sent</code>
    </Callout>,
  );
  expect(markup).toMatch(/^<div id="problem" role="alert" class="tremor-Callout-root [^"]*border-l-4[^"]* border-against mt-6 text-lg">/);
  expect(markup).toContain("<div>Not <code>sent</code></div>");
  expect(markup).not.toMatch(/<h4|<p| style=|dark:|text-base/);
});

it("a callout without a verdict has a line too", () => {
  expect(renderToStaticMarkup(<Callout tone="none">Not checkable</Callout>)).not.toMatch(/border-none/);
});
