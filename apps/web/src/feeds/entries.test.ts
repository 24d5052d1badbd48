import { sourceNames } from "@talent/catalog/alerts/source-rules";
import { value, yearOnYear } from "@talent/core/measure/measure";
import type { ChangedNumber } from "@talent/db/read/feeds/changed-numbers";
import type { ChangedVerdict } from "@talent/db/read/feeds/changed-verdicts";
import type { Change } from "@talent/db/read/feeds/changes";
import type { StoredNotice } from "@talent/db/read/feeds/feed-entries";
import { describe, expect, it } from "vitest";
import type { ChangeFacts } from "./entry.ts";
import { describeChange, describeNotice } from "./serve-feed.ts";

const change = (more: Partial<Change>): Change => ({
  id: "12",
  kind: "revision",
  source: "state-niv-annual",
  indicator: null,
  claim: null,
  exchange: null,
  run: null,
  assessment: null,
  vintage: "2026-06-01T06:00:00.000Z",
  at: "2026-06-01T06:00:05.000Z",
  detail: {},
  ...more,
});
const entry = (of: Partial<Change>, more: Partial<ChangeFacts> = {}) =>
  describeChange({ change: change(of), store: "live", numbers: [], verdict: undefined, source: "Visas issued", ...more });

describe("a verdict that changed", () => {
  const detail = {
    reading: "actuals-20-years-to-2020",
    question: "now",
    from: "holds",
    to: "does_not_hold",
    period: "2020",
    cause: "inputs",
  };
  const verdict = (more: object = {}, causes: ChangedVerdict["causes"] = ["revision"]) => {
    const assessment = {
      value: 8.394,
      low: 8.394,
      high: 8.394,
      period: "2020",
      inputs: ["1-1-k", "1-2-k"],
      reasons: [{ code: "sample", n: 867 }],
    };
    return { assessment: { ...assessment, ...more }, causes } as unknown as ChangedVerdict;
  };
  const of = { kind: "verdict", claim: "graduate-growth", source: null, detail } as const;

  it("is told from what to what, and because of what", () => {
    const { title, summary, links, id, published } = entry(of, { verdict: verdict() });
    expect(title).toMatch(/^\S.*[^.]: .*from holds to does not hold on the newest year, because of a revision$/);
    expect(summary).toContain("The value: 8.39");
    expect(links.map(({ href }) => new URL(href).pathname)).toEqual(["/claims/graduate-growth", "/evidence/1-1-k", "/evidence/1-2-k"]);
    expect([id, published]).toEqual(["tag:localhost,2026-11-28:live:change:12", "2026-06-01T06:00:05.000Z"]);
  });

  it.each([
    ["inputs", ["new_period", "revision"], "because of a new period and a revision"],
    ["inputs", ["correction"], "because of a correction of ours"],
    ["inputs", [], "because its numbers changed"],
    ["rule", ["revision"], "because the reading was exchanged"],
    ["time", [], "because time has passed"],
  ] as const)("by %s and %j is told as: %s", (cause, causes, words) => {
    expect(entry({ ...of, detail: { ...detail, cause } }, { verdict: verdict({}, causes) }).title).toContain(words);
  });

  it("keeps a number back that its licence withholds, and a sample's size with it", () => {
    const kept = verdict({ value: null, low: null, high: null, withheld: "verdict_only", reasons: [{ code: "sample", n: null }] });
    const { title, summary, content } = entry(of, { verdict: kept });
    expect(title + summary + content.markup).not.toMatch(/8\.39|867|null/);
    expect(content.markup).toContain("withheld by licence");
  });

  it("can still be told when the catalogue has forgotten its claim, and shows no hostile name", () => {
    const { title, content } = entry({ ...of, claim: "<gone>", detail: { ...detail, reading: "x", question: "then" } });
    expect(title).toContain("<gone>: from holds to does not hold");
    expect(content.markup).not.toContain("<gone>");
  });
});

describe("numbers that changed", () => {
  const stated = { area: "CHN", dimensions: { visa_class: "F1" }, period: "FY2013", unit: "visas" };
  const number = {
    now: { ...stated, id: "6-b-k", value: 10_005 },
    before: { ...stated, id: "6-b-j", value: 10_000 },
  } as unknown as ChangedNumber;
  const of = { indicator: "us-visas-issued-annual", detail: { count: 1, periods: { first: "FY2013", last: "FY2013" } } } as const;

  it("are counted, dated and shown with what stood before", () => {
    const { title, summary, content, links } = entry(of, { numbers: [number] });
    expect(title).toBe("US nonimmigrant visas issued, by fiscal year: 1 number revised by the source, FY2013");
    expect(summary).toContain("China (mainland), visa class F1, FY2013: 10,005 visas, before 10,000 visas.");
    expect(content.markup).toContain('<a href="http://localhost:3000/evidence/6-b-k">');
    expect(links.at(-1)).toMatchObject({ rel: "related", href: "http://localhost:3000/evidence/6-b-k" });
  });

  it.each([
    ["new_period", 40, "40 new numbers, FY2013 to FY2022"],
    ["withdrawal", 3, "3 numbers withdrawn by the source, FY2013 to FY2022"],
    ["correction", 1, "1 number corrected by us, FY2013 to FY2022"],
    ["reparse", 1234, "1,234 numbers read again by us, FY2013 to FY2022"],
    ["definition_change", 2, "2 numbers stated anew under another definition, FY2013 to FY2022"],
  ] as const)("by a %s are told as such", (kind, count, words) => {
    expect(entry({ ...of, kind, detail: { count, periods: { first: "FY2013", last: "FY2022" } } }).title).toContain(`: ${words}`);
  });

  it("are not shown where the licence keeps them back", () => {
    const withheld = {
      now: { ...number.now, value: null, withheld: "counts" },
      before: { ...number.before, value: null, withheld: "counts" },
    };
    const { summary } = entry(of, { numbers: [withheld as unknown as ChangedNumber] });
    expect(summary).toContain("FY2013: withheld by licence, before withheld by licence.");
  });

  it("say why we corrected them, as text", () => {
    const { content } = entry({ ...of, kind: "correction", detail: { count: 1, note: "<b>slip</b>" } });
    expect(content.markup).toContain("Why: &lt;b&gt;slip&lt;/b&gt;");
  });
});

describe("the health of a source", () => {
  it.each([
    [{ from: "same_bytes", to: "unreachable" }, "Visas issued: a fetch failed (unreachable), before: same bytes as before"],
    [{ from: "unreachable", to: "new_values" }, "Visas issued: fetches succeed again (new values), before: unreachable"],
    [{ from: null, to: "layout_changed" }, "Visas issued: a fetch failed (layout changed)"],
  ])("%j is told as ours", (detail, title) => {
    const told = entry({ kind: "source_health", detail });
    expect(told.title).toBe(title);
    expect(told.summary).toContain("This is about us");
  });
});

describe("a notice", () => {
  const measure = yearOnYear(value({ indicator: "us-visas-issued-monthly", area: "CHN", dimensions: { visa_class: "F1" } }));
  const watch = { kind: "measure", unit: "%", periodKind: "month", fires: [], recovers: [], measure };
  const facts = {
    at: "2026-09-12T06:00:00.000Z",
    from: "pending",
    to: "firing",
    tells: "fired",
    cause: "new_period",
    before: { period: "2025-08", value: -3 },
    after: { period: "2026-08", value: -18.2 },
    threshold: { op: "<=", than: -15 },
    verdicts: null,
    broken: null,
    standing: null,
    inputs: ["6-b-k"],
    retracts: null,
    rule: { name: { en: "F-1 visas <to> China", "zh-CN": "" }, unit: "%", watch },
  };
  const notice = { id: "5", rule: "f1", at: facts.at, evaluatedAt: "2026-09-12T06:00:09.000Z", facts, retracts: "3", withheld: false };
  const told = (more: Partial<StoredNotice> = {}) =>
    describeNotice({ ...notice, ...more } as unknown as StoredNotice, "replay", sourceNames([]));

  it("is in the words of the mails, and leads to its page, its evidence and what it takes back", () => {
    const { id, title, published, content, links } = told();
    expect(title).toMatch(/F-1 visas <to> China fell 18\.2.*year on year in August 2026/);
    expect([id, published]).toEqual(["tag:localhost,2026-11-28:replay:notice:5", "2026-09-12T06:00:09.000Z"]);
    expect(content.markup).not.toContain("<to>");
    expect(links.map(({ href }) => new URL(href).pathname)).toEqual(["/alerts/5", "/alerts/3", "/evidence/6-b-k"]);
  });

  it("says no number that a licence keeps back", () => {
    const { title, summary, content } = told({ withheld: true });
    expect(title + summary + content.markup).not.toContain("18.2");
  });
});
