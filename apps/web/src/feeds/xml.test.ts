import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readXml } from "../../e2e/testing/read-atom.ts";
import { xml, xmlText } from "./atom.ts";

// XML 1.0, section 2.2: what is no character of a document.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

describe("text in a feed", () => {
  it("never opens a tag, ends an attribute or holds what no XML document may, whatever it is", () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(..."<>&\"'\t\r\n\uFFFE\uD83C\uDF93").map((one) => one.charCodeAt(0)),
    );
    const anything = fc.array(unit).map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(anything, (text) => {
        const { name, children, attributes } = readXml(xml`<a b="${text}">${text}</a>`.xml);
        const inert = xmlText(text).isWellFormed() && !FORBIDDEN.test(xmlText(text));
        expect(`${name} ${children.length} ${Object.keys(attributes).join()} ${inert}`).toBe("a 0 b true");
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"],
    ['say "it\'s"', "say &quot;it&#39;s&quot;"],
    ["\u0000\u001F\uFFFE\uFFFF", "⟦U+0000⟧⟦U+001F⟧\uFFFD\uFFFD"],
    ["half \uD800 of a pair", "half \uFFFD of a pair"],
    ["1\u202E23", "1⟦U+202E⟧23"],
    ["普通本科 🎓", "普通本科 🎓"],
    ["]]>", "]]&gt;"],
  ])("%j is written %s", (text, written) => expect(xmlText(text)).toBe(written));
});
