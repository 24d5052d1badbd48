import { constants, deflateRawSync } from "node:zlib";
import { RefusalError } from "@talent/core/capture/errors";
import { describe, expect, it } from "vitest";
import { zipArchive } from "../../testing/archives.ts";
import { cpuMs } from "../../testing/processor-time.ts";
import { openZip } from "./open-zip.ts";

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** Deflated zeros, one megabyte for each repeat, at a cost of one: a full flush makes the block repeatable. */
function zeros(megabytes: number): Uint8Array {
  const block = deflateRawSync(new Uint8Array(1024 * 1024), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: megabytes }, () => block), deflateRawSync(new Uint8Array())]);
}

function message(open: () => unknown): string {
  const before = cpuMs();
  try {
    open();
  } catch (error) {
    expect(error).toBeInstanceOf(RefusalError);
    expect(error).toMatchObject({ code: "unreadable" });
    expect(cpuMs() - before).toBeLessThan(1000);
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}

describe("an archive", () => {
  it("gives the bytes of its entries, stored or deflated, and undefined for none", () => {
    const zip = openZip(
      zipArchive([
        { name: "a/", data: "" },
        { name: "a/b.txt", data: "hello" },
        { name: "c", data: "as is", packed: Buffer.from("as is"), method: 0 },
      ]),
    );
    expect(zip.names).toEqual(["a/", "a/b.txt", "c"]);
    expect(text(zip.read("a/b.txt"))).toBe("hello");
    expect(text(zip.read("c"))).toBe("as is");
    expect(zip.read("a/")).toHaveLength(0);
    expect(zip.read("d")).toBeUndefined();
  });

  it("of 10,000 entries is refused before any is read", () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => ({ name: `e${index}`, packed: new Uint8Array(), data: "" }));
    const bytes = zipArchive(entries);
    expect(message(() => openZip(bytes))).toMatch(/10000 entries/);
  });

  it("that says it inflates to 1.5 GB is refused before it is inflated", () => {
    const bytes = zipArchive([{ name: "bomb", packed: zeros(1500), size: 1500 * 1024 * 1024 }]);
    expect(bytes.length).toBeLessThan(3_000_000);
    expect(message(() => openZip(bytes))).toMatch(/more than 268435456 bytes/);
    const parts = Array.from({ length: 6 }, (_, index) => ({ name: `bomb${index}`, packed: new Uint8Array(), size: 250 * 1024 * 1024 }));
    expect(message(() => openZip(zipArchive(parts)))).toMatch(/more than 268435456 bytes/);
  });

  it("that inflates to 1.5 GB and says it does not is cut at what it says", () => {
    const bytes = zipArchive([{ name: "liar", packed: zeros(1500), size: 1000 }]);
    const before = process.memoryUsage().rss;
    expect(message(() => openZip(bytes).read("liar"))).toMatch(/does not inflate to the 1000 bytes it declares/);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it.each(["../evil", "a/../../evil", "/etc/passwd", "C:\\evil", "a\\..\\evil", "c:evil", "a/\0b", ""])(
    "with the name %j is refused whole",
    (name) => {
      expect(
        message(() =>
          openZip(
            zipArchive([
              { name: "ok", data: "" },
              { name, data: "x" },
            ]),
          ),
        ),
      ).toMatch(/unsafe name/);
    },
  );

  it.each([
    ["an encrypted entry", zipArchive([{ name: "a", data: "x", flags: 1 }]), /encrypted/],
    ["a wrong checksum", zipArchive([{ name: "a", data: "x", crc: 1 }]), /damaged/],
    ["an unknown method", zipArchive([{ name: "a", data: "x", method: 99 }]), /method 99/],
    ["bytes that are not deflated", zipArchive([{ name: "a", data: "x", packed: Uint8Array.of(255, 255, 255) }]), /does not inflate/],
    ["less than it declares", zipArchive([{ name: "a", data: "x", size: 9 }]), /damaged/],
    ["a directory that is too short", zipArchive([{ name: "a", data: "x" }], { count: 2 }), /directory is damaged/],
    [
      "a directory that is too long",
      zipArchive(
        [
          { name: "a", data: "x" },
          { name: "b", data: "y" },
        ],
        { count: 1 },
      ),
      /directory is damaged/,
    ],
    ["ZIP64 marks", zipArchive([{ name: "a", data: "x" }], { count: 0xffff }), /ZIP64/],
    [
      "a name twice",
      zipArchive([
        { name: "a", data: "x" },
        { name: "a", data: "y" },
      ]),
      /twice/,
    ],
    ["its end cut off", zipArchive([{ name: "a", data: "x" }]).subarray(0, -3), /not a ZIP archive/],
    ["no bytes", new Uint8Array(), /not a ZIP archive/],
  ])("with %s is refused", (_, bytes, words) => {
    expect(message(() => openZip(bytes).read("a"))).toMatch(words);
  });

  it("cut or flipped anywhere is refused or read exactly, never anything else", () => {
    const bytes = zipArchive([{ name: "a", data: "hello hello hello" }]);
    for (let index = 0; index < bytes.length; index += 1) {
      const spoilt = Uint8Array.from(bytes);
      spoilt[index] = (spoilt[index] ?? 0) ^ 0x55;
      for (const candidate of [spoilt, bytes.subarray(0, index)]) {
        try {
          const zip = openZip(candidate);
          const read = zip.read("a");
          if (read !== undefined) expect(text(read)).toBe("hello hello hello");
        } catch (error) {
          expect(error).toBeInstanceOf(RefusalError);
        }
      }
    }
  });
});
