/** Request header by which the proxy tells the layout what theme the address asks for. */
export const THEME_HEADER = "x-talent-theme";

export type Theme = "light" | "dark";

/** The theme an address asks for; null leaves it to the reader's system. */
export function themeOf(text: string | null | undefined): Theme | null {
  return text === "light" || text === "dark" ? text : null;
}
