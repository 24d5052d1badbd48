/** A sentence of `@talent/core`, whose numbers are plain ASCII, as it is printed: 8.39× for 8.39x, 47% for 47 %, a true minus. */
export function typeset(text: string): string {
  return text
    .replace(/(\d)x\b/g, "$1×")
    .replace(/(\d) %/g, "$1%")
    .replace(/(^|[\s(])-(?=\d)/g, "$1\u2212");
}
