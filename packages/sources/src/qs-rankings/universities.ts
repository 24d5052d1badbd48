/** The two universities whose rank is followed, by every spelling seen. National Tsing Hua University, in Taiwan, is another. */
const FOLLOWED: ReadonlyMap<string, "tsinghua" | "peking"> = new Map([
  ["Tsinghua University", "tsinghua"],
  ["Peking University", "peking"],
]);

/** The code of a followed university by its printed name, stray blanks aside. */
export function followed(name: string): "tsinghua" | "peking" | undefined {
  return FOLLOWED.get(name.trim().replace(/\s+/g, " "));
}
