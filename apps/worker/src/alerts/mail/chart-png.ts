import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

/** The page's colours for charts in its light theme: a picture in a mail has no style sheet. A test holds them against the page's own. */
export const LIGHT_COLOURS: Readonly<Record<string, string>> = {
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
export function withLightColours(svg: string): string {
  return svg.replace(/var\(--([a-z-]+)\)/g, (_, name: string) => {
    const colour = LIGHT_COLOURS[name];
    if (colour === undefined) throw new RangeError(`the colour --${name} of the page has no value for mails`);
    return colour;
  });
}

/** Twice the pixels of the drawing, for screens that have them. */
const ZOOM = 2;
const FONT = "Source Sans 3";

const readModuleFile = (specifier: string): Promise<Buffer> => readFile(fileURLToPath(import.meta.resolve(specifier)));

type RendererFonts = { readonly fonts: readonly Uint8Array[] };
let ready: Promise<RendererFonts> | undefined;

async function loadRenderer(): Promise<RendererFonts> {
  const [wasm, ...fonts] = await Promise.all([
    readModuleFile("@resvg/resvg-wasm/index_bg.wasm"),
    readModuleFile("@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf"),
    readModuleFile("@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf"),
  ]);
  await initWasm(wasm);
  return { fonts };
}

/** An SVG of the page as a PNG in its light colours, with the page's own typeface. */
export async function chartPng(svg: string): Promise<Buffer> {
  ready ??= loadRenderer();
  const { fonts } = await ready;
  const image = new Resvg(withLightColours(svg), {
    background: LIGHT_COLOURS.paper ?? "#ffffff",
    fitTo: { mode: "zoom", value: ZOOM },
    font: { fontBuffers: [...fonts], defaultFontFamily: FONT, sansSerifFamily: FONT },
  });
  const rendered = image.render();
  const png = Buffer.from(rendered.asPng());
  rendered.free();
  image.free();
  return png;
}
