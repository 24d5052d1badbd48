/** The page's colours for charts in its light theme: a picture in a mail has no style sheet. A test holds them against the page's own. */
export const LIGHT: Readonly<Record<string, string>> = {
  paper: "#fdfcfa",
  ink: "#16181b",
  muted: "#565e66",
  "chart-surface": "#fdfcfa",
  "chart-ink": "#16181b",
  "chart-muted": "#565e66",
  "chart-grid": "#e7e3db",
  "chart-axis": "#8e8b84",
  "chart-line": "#29394a",
  "chart-second": "#96621a",
  "chart-third": "#6c757d",
  "chart-band": "#f1ead8",
  "chart-band-edge": "#a08a55",
  "chart-band-ink": "#6b5a2f",
  "chart-article": "#16181b",
};

/** The same SVG with every CSS variable replaced by its light value. Throws for a variable that has none here. */
export function inLight(svg: string): string {
  return svg.replace(/var\(--([a-z-]+)\)/g, (_, name: string) => {
    const colour = LIGHT[name];
    if (colour === undefined) throw new RangeError(`the colour --${name} of the page has no value for mails`);
    return colour;
  });
}
