import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { inLight, LIGHT } from "./chart-colours.ts";

/** Twice the pixels of the drawing, for screens that have them. */
const ZOOM = 2;
const FONT = "Source Sans 3";

const fileOf = (specifier: string): Promise<Buffer> => readFile(fileURLToPath(import.meta.resolve(specifier)));

type Drawing = { readonly fonts: readonly Uint8Array[] };
let ready: Promise<Drawing> | undefined;

async function prepare(): Promise<Drawing> {
  const [wasm, ...fonts] = await Promise.all([
    fileOf("@resvg/resvg-wasm/index_bg.wasm"),
    fileOf("@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf"),
    fileOf("@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf"),
  ]);
  await initWasm(wasm);
  return { fonts };
}

/** An SVG of the page as a PNG in its light colours, with the page's own typeface. */
export async function chartPng(svg: string): Promise<Buffer> {
  ready ??= prepare();
  const { fonts } = await ready;
  const image = new Resvg(inLight(svg), {
    background: LIGHT.paper ?? "#ffffff",
    fitTo: { mode: "zoom", value: ZOOM },
    font: { fontBuffers: [...fonts], defaultFontFamily: FONT, sansSerifFamily: FONT },
  });
  const rendered = image.render();
  const png = Buffer.from(rendered.asPng());
  rendered.free();
  image.free();
  return png;
}
