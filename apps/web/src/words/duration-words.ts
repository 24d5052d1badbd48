const PARTS: readonly (readonly [RegExp, string])[] = [
  [/(\d+)Y/, "year"],
  [/(\d+)M/, "month"],
  [/(\d+)W/, "week"],
  [/(\d+)D/, "day"],
];
const ADVERB: Readonly<Record<string, string>> = {
  P1D: "every day",
  P7D: "every week",
  P1W: "every week",
  P1M: "every month",
  P3M: "every quarter",
  P1Y: "every year",
};

/** An ISO 8601 duration of dates in words: "1 year and 45 days"; "no time" for nothing. Text that is none comes back as it is. */
export function durationWords(iso: string): string {
  if (!/^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/.test(iso) || iso === "P") return iso;
  const parts = PARTS.flatMap(([form, unit]) => {
    const count = Number(form.exec(iso)?.[1] ?? 0);
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? "" : "s"}`];
  });
  return listWords(parts) || "no time";
}

/** How often something comes: "every year", "every 2 months". */
export function everyWords(iso: string): string {
  return ADVERB[iso] ?? `every ${durationWords(iso)}`;
}

/** "a, b and c". */
export function listWords(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
