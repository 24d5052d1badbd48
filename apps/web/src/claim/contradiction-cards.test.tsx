import type { CheckedPair } from "@talent/core/claim/cross-checks";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { agreementWords, ContradictionCards } from "./claim-context.tsx";

const left = { indicator: "rd-intensity", area: "CHN", dimensions: {} };
const right = { indicator: "rd-intensity-nbs", area: "CHN", dimensions: {} };
const pair: CheckedPair = {
  check: { id: "rd", about: "R&D as a share of GDP", left, right, tolerance: { points: 0.02 }, reason: "GDP was revised <later>." },
  agree: 3,
  cards: [
    {
      check: "rd",
      about: "R&D as a share of GDP",
      period: "2022",
      left: { series: left, id: "a-1", value: 2.5, vintage: "2026-07-14T06:00:00Z" },
      right: { series: right, id: "b-2", value: null, vintage: "2024-01-01T00:00:00Z" },
      difference: null,
      tolerance: { points: 0.02 },
      reason: "GDP was revised <later>.",
    },
  ],
};

describe("two sources that speak of one thing", () => {
  it("are shown side by side with the likely reason, each number leading to its bytes", () => {
    const markup = renderToStaticMarkup(<ContradictionCards pairs={[pair]} carried={{ as_of: "2026-01-01" }} />);
    expect(markup).toContain('href="/evidence/a-1?as_of=2026-01-01"');
    expect(markup).toContain("2.5");
    expect(markup).toContain("&lt;later&gt;");
  });
  it("say that they disagree although a licence keeps one number back", () => {
    const markup = renderToStaticMarkup(<ContradictionCards pairs={[pair]} carried={{}} />);
    expect(markup).toContain("withheld by licence");
  });
  it("say in how many periods they agree", () => {
    expect(agreementWords(pair)).toBe("Two sources disagree in 1 period and agree in 3.");
    expect(agreementWords({ ...pair, cards: [] })).toBe("Two sources agree in all 3 periods they share.");
  });
});
