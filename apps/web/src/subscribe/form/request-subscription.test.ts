import { sourceNames } from "@talent/catalog/alerts/source-rules";
import { describe, expect, it } from "vitest";
import { Problem } from "../../http/problem.ts";
import type { BodyFields } from "../../http/read-body.ts";
import { readSubscriptionRequest } from "./request-subscription.ts";

const isKnown = async (scope: string) => scope !== "claim:nothing" && scope !== "operator";
const read = (fields: BodyFields, isForm = false) =>
  readSubscriptionRequest({
    fields: { address: "a@example.org", scopes: ["everything"], ...fields },
    isForm,
    isKnown,
    sourceNames: sourceNames([]),
  });

async function refused(fields: BodyFields, isForm = false): Promise<string | undefined> {
  try {
    await read(fields, isForm);
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).status).toBe(400);
    return (error as Problem).parameter;
  }
  throw new Error("nothing was refused");
}

const RULE = {
  watch: "year-on-year",
  indicator: "us-visas-issued-annual",
  area: "CHN",
  dimensions: { visa_class: "F1" },
  op: "<=",
  threshold: -20,
  recovery: -10,
  pending: 1,
  recovering: 1,
  evidence: 3,
  noData: "quiet",
};

describe("a wish", () => {
  it("needs an address and something to be told of; the rest has plain defaults", async () => {
    expect(await read({})).toEqual({
      address: "a@example.org",
      scopes: ["everything"],
      rule: null,
      includeFuture: true,
      cadence: "instant",
      locale: "en",
      timeZone: "UTC",
      quiet: null,
    });
  });

  it("is read the same from a form, which has texts only", async () => {
    const settings = { cadence: "weekly", locale: "zh-CN", time_zone: "Asia/Shanghai" };
    const form = await read({ ...settings, scopes: "claim:stem-ratio", quiet_from: "22", quiet_to: "07", include_future: "no" }, true);
    const json = await read({ ...settings, scopes: ["claim:stem-ratio"], quiet_from: 22, quiet_to: 7, include_future: false });
    expect(form).toEqual(json);
    expect(json).toMatchObject({ quiet: { from: 22, to: 7 }, includeFuture: false, timeZone: "Asia/Shanghai" });
  });

  it("is for one bare address, whose domain is written as machines do", async () => {
    expect((await read({ address: " Leser@Bücher.example " })).address).toBe("Leser@xn--bcher-kva.example");
  });

  it.each([
    ["address", { address: undefined }],
    ["address", { address: "" }],
    ["address", { address: ["a@example.org", "b@example.org"] }],
    ["address", { address: "a@example.org, b@example.org" }],
    ["address", { address: "a@example.org\r\nBcc: b@example.org" }],
    ["address", { address: `${"a".repeat(65)}@example.org` }],
    ["scopes", { scopes: [] }],
    ["scopes", { scopes: ["claim:nothing"] }],
    ["scopes", { scopes: ["operator"] }],
    ["scopes", { scopes: [1] }],
    ["scopes", { scopes: ["claim:a\u0000"] }],
    ["scopes", { scopes: Array.from({ length: 21 }, (_, i) => `claim:${i}`) }],
    ["cadence", { cadence: "hourly" }],
    ["cadence", { cadence: ["daily"] }],
    ["locale", { locale: "de" }],
    ["time_zone", { time_zone: "Mars/Olympus" }],
    ["quiet_from", { quiet_from: 24, quiet_to: 7 }],
    ["quiet_from", { quiet_from: "7.5", quiet_to: 7 }],
    ["quiet_to", { quiet_from: 22 }],
    ["include_future", { include_future: "perhaps" }],
    ["rule", { rule: { ...RULE, indicator: "no-such" } }],
    ["rule", { rule: { ...RULE, recovery: -30 } }],
    ["rule", { rule: "<script>" }],
    ["rule", { rule: { ...RULE, __proto__: { watch: "level" }, watch: "constructor" } }],
  ])("with a bad %s is refused by name (case %#)", async (parameter, fields) => expect(await refused(fields)).toBe(parameter));

  it("of no quiet time at all is one without quiet hours", async () => {
    expect((await read({ quiet_from: 5, quiet_to: 5 })).quiet).toBeNull();
  });

  it("may be a rule of the reader's own, from JSON or from the flat members of a form, which give one rule", async () => {
    const json = await read({ scopes: [], rule: RULE });
    const { dimensions: _, ...plain } = RULE;
    const flat = Object.fromEntries(Object.entries({ ...plain, "dim.visa_class": "F1" }).map(([name, value]) => [name, String(value)]));
    const form = await read({ scopes: undefined, rule: flat }, true);
    expect(form).toEqual(json);
    expect(json.scopes).toEqual([`rule:${json.rule?.id}`]);
    expect(json.rule?.id).toMatch(/^own-[0-9a-f]{16}$/);
  });
});
