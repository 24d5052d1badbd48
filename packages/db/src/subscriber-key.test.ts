import { describe, expect, it } from "vitest";
import { subscriberKey, tokenHash } from "./subscriber-key.ts";

const key = subscriberKey("a secret of at least thirty-two characters");
const other = subscriberKey("another secret of thirty-two characters!!");

describe("the key of an installation", () => {
  it("seals an address so that only it can be opened again, never the same way twice", () => {
    const [one, two] = [key.seal("reader@example.org"), key.seal("reader@example.org")];
    expect(one.equals(two)).toBe(false);
    expect(one.includes("reader")).toBe(false);
    expect([key.open(one), key.open(two)]).toEqual(["reader@example.org", "reader@example.org"]);
  });

  it("opens nothing that was sealed by another or changed by a bit", () => {
    const sealed = key.seal("reader@example.org");
    expect(() => other.open(sealed)).toThrow();
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    expect(() => key.open(sealed)).toThrow();
    expect(() => key.open(Buffer.alloc(4))).toThrow();
  });

  it("finds an address again whatever its case, and only with the same secret", () => {
    expect(key.lookup("Reader@Example.org").equals(key.lookup("reader@example.org"))).toBe(true);
    expect(key.lookup("reader@example.org").equals(other.lookup("reader@example.org"))).toBe(false);
  });

  it("derives the same token again, another one for another purpose, person or secret", () => {
    const token = key.token("manage", ["person", "1"]);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(key.token("manage", ["person", "1"])).toBe(token);
    const others = [key.token("confirm", ["person", "1"]), key.token("manage", ["person", "2"]), other.token("manage", ["person", "1"])];
    expect(new Set([token, ...others]).size).toBe(4);
    expect(key.token("manage", ["a", "bc"])).not.toBe(key.token("manage", ["ab", "c"]));
    expect(tokenHash(token)).toHaveLength(32);
  });
});
