import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { FamilyBadge, familyBadge, GradeBadge, gradeBadge, VerdictBadge } from "./badge.tsx";

it("a badge has its sign, its colour and its words escaped, and no style attribute, script or class of another theme", () => {
  const markup = renderToStaticMarkup(<FamilyBadge family="against">{"Fails <here>"}</FamilyBadge>);
  expect(markup).toContain("Fails &lt;here&gt;");
  expect(markup).toContain('aria-hidden="true"');
  expect(markup).toMatch(/tremor-Badge-root[^"]* bg-against-tint text-against/);
  expect(markup).not.toMatch(/ style=|<script|dark:/);
});

it("a badge reads the same as an element and as text", () => {
  const { markup } = familyBadge("for", "Supported");
  expect(renderToStaticMarkup(<VerdictBadge verdict="supported" />)).toBe(`<span class="inline-flex">${markup}</span>`);
});

it("a grade is outlined, without the tint of a verdict, and says on pointing what it means", () => {
  const { markup } = gradeBadge("Proxy", { title: 'Moves "with" it' });
  expect(markup).toContain('title="Moves &quot;with&quot; it"');
  expect(markup).toContain("ring-1 ring-inset");
  expect(markup).not.toMatch(/-tint|<svg/);
  expect(renderToStaticMarkup(<GradeBadge strong>Fragile</GradeBadge>)).toContain("text-unclear ring-unclear");
});
