import { describe, expect, it } from "vitest";
import { printable, printTable } from "./table.ts";

describe("tables for people", () => {
  it("pads to the widest cell, numbers to the right, nothing behind the last word", () =>
    expect(
      printTable(
        ["source", "numbers", "note"],
        [
          ["a", 5, "x"],
          ["longer", 12345, null],
        ],
      ),
    ).toBe(["source  numbers  note", "------  -------  ----", "a             5  x", "longer   12,345", ""].join("\n")));
  it("gives a Chinese sign two columns", () => expect(printTable(["名", "x"], [["a", "b"]])).toBe("名  x\n--  -\na   b\n"));
  it("does not let a publisher's text steer the terminal", () => {
    expect(printable("a\u001b[2Jb\u202ec\nd")).toBe("a [2Jb c d");
    expect(printTable(["t"], [["\u001b]0;title\u0007"]])).not.toContain("\u001b");
  });
});
