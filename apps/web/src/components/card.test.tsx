import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Card } from "./card.tsx";

it("a card has a ring, the edge of its family, and is a group of its name where it has one", () => {
  const markup = renderToStaticMarkup(
    <Card edge="unclear" label="Their side">
      x
    </Card>,
  );
  expect(markup).toMatch(
    /^<div class="tremor-Card-root [^"]*ring-1[^"]* border-t-4 border-t-unclear" role="group" aria-label="Their side">x<\/div>$/,
  );
  expect(renderToStaticMarkup(<Card>x</Card>)).not.toMatch(/role=|border-t-4/);
});
