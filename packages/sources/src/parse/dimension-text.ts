import type { SeriesKey } from "@talent/core/observation/observation";

type Dimensions = SeriesKey["dimensions"];

/** Codes by the name of their dimension, whatever order they stand in. */
export function dimensionText(dimensions: Dimensions): string {
  return Object.keys(dimensions)
    .sort()
    .map((name) => `${name}=${dimensions[name]}`)
    .join(";");
}

/** The same for many numbers: they share a few objects of codes, and what those spell is put together once for each. */
export function dimensionTexts(): (dimensions: Dimensions) => string {
  const known = new Map<Dimensions, string>();
  return (dimensions) => {
    const found = known.get(dimensions) ?? dimensionText(dimensions);
    known.set(dimensions, found);
    return found;
  };
}
