// Bidirectional controls and other invisible characters could reorder or hide what a reader sees; they never reach a drawing.
const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text made inert for SVG and HTML, as content or inside a quoted attribute: markup escaped, controls and lone surrogates dropped (XML 1.0, section 2.2). */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(INVISIBLE, "")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** An id that is safe in an attribute and in `aria-labelledby`: letters, digits and hyphens only. */
export function safeId(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "chart";
}
