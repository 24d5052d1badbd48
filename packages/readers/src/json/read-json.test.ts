import { LayoutChanged, RefusalError } from "@talent/core/capture/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cpuMs } from "../../testing/processor-time.ts";
import { jsonPointer, readJson } from "./read-json.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

function refusal(text: string | Uint8Array, limits = {}): RefusalError {
  const before = cpuMs();
  try {
    readJson(typeof text === "string" ? utf8(text) : text, limits);
  } catch (error) {
    expect(error).toBeInstanceOf(RefusalError);
    expect(cpuMs() - before).toBeLessThan(2000);
    return error as RefusalError;
  }
  throw new Error("nothing was refused");
}

describe("a JSON document", () => {
  const document = readJson(
    utf8('{"data":[{"year":"2024","value":2.50},{"value":1e2,"a/b":"x","m~n":-0}],"none":null,"yes":true,"":{"":7}}'),
  );

  it("gives the printed text at a pointer, numbers as they are printed", () => {
    const text = (pointer: string) => document.at(pointer).text;
    expect(["/data/0/year", "/data/0/value", "/data/1/value", "/data/1/a~1b", "/data/1/m~0n", "/none", "/yes", "//"].map(text)).toEqual([
      "2024",
      "2.50",
      "1e2",
      "x",
      "-0",
      "null",
      "true",
      "7",
    ]);
    expect(document.at("/data/0/value").locator).toEqual({ kind: "json", pointer: "/data/0/value" });
    expect(jsonPointer("data", 1, "a/b~c")).toBe("/data/1/a~1b~0c");
  });

  it.each(["/data/2", "/data/00", "/data/length", "/data/-", "/toString", "/__proto__", "data", "/none/x", "/data", ""])(
    "refuses %j, where no value stands",
    (pointer) => {
      expect(() => document.at(pointer)).toThrow(LayoutChanged);
      expect(() => document.at(pointer)).toThrow(expect.objectContaining({ locator: { kind: "json", pointer } }));
    },
  );

  it("finds every value of any document by its pointer", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const read = readJson(utf8(JSON.stringify(value)));
        const visit = (part: unknown, steps: (string | number)[]): void => {
          if (typeof part === "object" && part !== null) for (const [key, inner] of Object.entries(part)) visit(inner, [...steps, key]);
          else if (typeof part === "string")
            expect(read.at(jsonPointer(...steps)).text).toBe(part.toWellFormed().replaceAll("\0", "\uFFFD"));
          else expect(read.at(jsonPointer(...steps)).text).toBe(JSON.stringify(part));
        };
        visit(value, []);
      }),
    );
  });

  it("with a __proto__ key changes no prototype", () => {
    const hostile = readJson(utf8('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}}}'));
    expect(hostile.at("/__proto__/polluted").text).toBe("1");
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect((hostile.value as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("hostile JSON", () => {
  it.each([
    ["nested 200,000 deep", "[".repeat(200_000), /nested deeper/],
    ["cut off", '{"a":', /not JSON/],
    ["a page instead", "<html>", /not JSON/],
    ["NaN", '{"a":NaN}', /not JSON/],
    ["empty", "", /not JSON/],
    ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22), /not valid UTF-8/],
    ["an endless string", `"${"\\\\".repeat(500_000)}`, /not JSON/],
  ])("%s is refused", (_, text, message) => {
    expect(refusal(text)).toMatchObject({ code: "unreadable", message });
  });

  it("past a limit is refused; brackets inside strings do not count", () => {
    expect(refusal("[1]", { maxBytes: 2 }).message).toMatch(/3 bytes/);
    expect(refusal("[[1]]", { maxDepth: 1 }).message).toMatch(/deeper than 1/);
    expect(readJson(utf8('["[[[[\\"[[[[\\\\"]'), { maxDepth: 1 }).value).toEqual(['[[[["[[[[\\']);
  });

  it("numbers past a double keep their text, so that reading them as numbers refuses", () => {
    expect(readJson(utf8("[1e309,123456789012345678901]")).at("/0").text).toBe("1e309");
    expect(readJson(utf8("[1e309,123456789012345678901]")).at("/1").text).toBe("123456789012345678901");
  });
});
