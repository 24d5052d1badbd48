import { describe, expect, it } from "vitest";
import { rowCountDrop } from "./check-documents.ts";

const plain = { observations: [1, 1000], values: {} } as const;
const URL_A = "https://example.org/data/a.csv";
const at = (url: string, numbers: number) => ({ url, numbers });

describe("a document that lost its rows", () => {
  it("is not a new version of the one before it at its address", () => {
    expect(rowCountDrop(plain, "everything", at(URL_A, 50), [at(URL_A, 100)])).toBe("50 numbers, where the document before it gave 100");
    expect(rowCountDrop(plain, "everything", at(URL_A, 70), [at(URL_A, 100)])).toBeNull();
    expect(rowCountDrop(plain, "everything", at(URL_A, 500), [at(URL_A, 100)])).toBeNull();
  });
  it("has to have had one, and not a handful of rows", () => {
    expect(rowCountDrop(plain, "everything", at(URL_A, 1), [])).toBeNull();
    expect(rowCountDrop(plain, "everything", at(URL_A, 1), [at(URL_A, 9)])).toBeNull();
    expect(rowCountDrop(plain, "everything", at(URL_A, 1), [at("https://example.org/other.csv", 900)])).toBeNull();
  });
  it("is held against another period's document only where the source says what it keeps", () => {
    const [may, june] = ["https://example.org/may-2023-data", "https://example.org/June-2024-data"];
    expect(rowCountDrop(plain, "own_periods", at(june, 5), [at(may, 100)])).toBeNull();
    expect(rowCountDrop({ ...plain, keeps: 0.9 }, "own_periods", at(june, 85), [at(URL_A, 9000), at(may, 100)])).toMatch(/^85 numbers/);
    expect(rowCountDrop({ ...plain, keeps: 0.9 }, "own_periods", at(june, 95), [at(may, 100)])).toBeNull();
  });
  it("does not exist where a document lists what it likes, or any number will do", () => {
    expect(rowCountDrop(plain, "listed", at(URL_A, 1), [at(URL_A, 100)])).toBeNull();
    expect(rowCountDrop({ ...plain, keeps: null }, "everything", at(URL_A, 1), [at(URL_A, 100)])).toBeNull();
    expect(rowCountDrop({ ...plain, keeps: 0.5 }, "listed", at(URL_A, 1), [at(URL_A, 100)])).toMatch(/^1 numbers/);
  });
});
