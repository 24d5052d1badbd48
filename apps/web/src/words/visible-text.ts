const HIDDEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * A publisher's text with what cannot be seen made visible: a right-to-left override becomes "⟦U+202E⟧", so that it can neither
 * reorder the line nor hide in it. Markup needs no care here, React writes it as text.
 */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replace(HIDDEN, (character) => `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟧`);
}
