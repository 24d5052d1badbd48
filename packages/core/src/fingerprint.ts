import { createHash } from "node:crypto";

/**
 * SHA-256, lower-case hex, of a value's canonical JSON (as RFC 8785: keys sorted; absent members left out; infinities, which JSON lacks, marked).
 * Throws TypeError for NaN and for what is no data.
 */
export function fingerprint(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

function canonicalJson(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) return nonFiniteJson(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (value !== null && typeof value === "object") {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
  }
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`no canonical form for ${typeof value}`);
  return text;
}

function nonFiniteJson(value: number): string {
  if (Number.isNaN(value)) throw new TypeError("NaN has no canonical form");
  return value > 0 ? '"+inf"' : '"-inf"';
}
