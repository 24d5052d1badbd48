const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * A publisher's text with what cannot be seen made visible: a right-to-left override becomes "⟦U+202E⟧", so that it can neither
 * reorder the line nor hide in it. Markup needs no care here, React writes it as text.
 */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replace(INVISIBLE, (character) => `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟧`);
}

/** A sentence of `@talent/core`, whose numbers are plain ASCII, as it is printed: 8.39× for 8.39x, 47% for 47 %, a true minus. */
export function typeset(text: string): string {
  return text
    .replace(/(\d)x\b/g, "$1×")
    .replace(/(\d) %/g, "$1%")
    .replace(/(^|[\s(])-(?=\d)/g, "$1\u2212");
}

/** The address if a browser may follow it, else null: only http and https, never `javascript:` or `data:`. */
export function safeLink(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}
