import { describe, expect, it } from "vitest";
import { html, trustedHtml } from "./html.ts";

describe("html", () => {
  it("escapes what is put in, as content and in an attribute", () => {
    expect(html`<a title="${'"><script>'}">${"<b> & 'c'"}</a>`.markup).toBe(
      '<a title="&quot;&gt;&lt;script&gt;">&lt;b&gt; &amp; &#39;c&#39;</a>',
    );
  });

  it("keeps what is markup already, and lists of it", () => {
    expect(html`<ul>${["a", "<b>"].map((one) => html`<li>${one}</li>`)}</ul>`.markup).toBe("<ul><li>a</li><li>&lt;b&gt;</li></ul>");
    expect(html`<p>${trustedHtml("<svg/>")}</p>`.markup).toBe("<p><svg/></p>");
  });

  it("writes nothing for what is not there", () => expect(html`<p>${null}${undefined}${false}${0}</p>`.markup).toBe("<p>0</p>"));

  it("leaves out the line ends of the template and keeps those of a text", () => {
    expect(
      html`
      <p>${"a\n  b"}</p>${" "}
      <p>c</p>`.markup,
    ).toBe("<p>a\n  b</p> <p>c</p>");
  });

  it("drops direction overrides of a publisher", () => expect(html`${"a\u202Eb"}`.markup).toBe("ab"));
});
