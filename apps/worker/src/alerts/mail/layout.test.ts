import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { chromiumOnPath, INSTALL_CHROMIUM } from "../../../check/chromium.ts";
import { preparedNotice, SITE, testChart, testEnvelope } from "../../../testing/mails.ts";
import { factsOf, VERDICT_CHANGED, VISAS_FELL, VISAS_RETRACTED } from "../../../testing/notice-facts.ts";
import { composeConfirmation, composeNotices, type Mail } from "./compose.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--virtual-time-budget=4000",
];
const LONG = "Withoutanyspacewhatsoever".repeat(12);
let folder: string;
let mails: Record<string, Mail>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mails-"));
  const chart = await testChart();
  const long = factsOf("f1-china-may-to-august", { ...VISAS_FELL, rule: { ...VISAS_FELL.rule, name: { en: LONG, "zh-CN": LONG } } });
  const one = (notice: ReturnType<typeof preparedNotice>, locale: "en" | "zh-CN" = "en") =>
    composeNotices(SITE, testEnvelope({ locale }), { notices: [notice], total: 1 });
  mails = {
    notice: one(preparedNotice(VISAS_FELL, "en", { chart, figure: { now: 12_345, before: 15_091, unit: "visas" } })),
    chinese: one(preparedNotice(VISAS_FELL, "zh-CN", { chart }), "zh-CN"),
    verdict: one(preparedNotice(VERDICT_CHANGED)),
    long: one(preparedNotice(long, "en", { chart })),
    digest: composeNotices(SITE, testEnvelope(), {
      notices: [preparedNotice(VISAS_RETRACTED), preparedNotice(VISAS_FELL), preparedNotice(VERDICT_CHANGED)],
      total: 400,
    }),
    confirm: composeConfirmation(SITE, testEnvelope(), {
      things: [LONG],
      includeFuture: true,
      cadence: "daily",
      confirm: `${SITE.publicUrl}/subscriptions/confirm?token=${LONG}`,
    }),
  };
});
afterAll(() => rm(folder, { recursive: true }));

/** How wide each mail is in a frame of so many pixels, and the smallest text in it, as chromium lays it out. */
async function measured(width: number): Promise<Record<string, { scrolls: number; smallest: number; image: number }>> {
  const chromium = chromiumOnPath();
  if (chromium === null) throw new Error(`no chromium on PATH; type: ${INSTALL_CHROMIUM}`);
  const frames = Object.entries(mails).map(([name, mail]) => {
    const [image] = mail.attachments;
    const html =
      image === undefined ? mail.html : mail.html.replace(`cid:${image.cid}`, `data:image/png;base64,${image.content.toString("base64")}`);
    return `<iframe name="${name}" width="${width}" height="9000" style="border:0" srcdoc="${html.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></iframe>`;
  });
  const script = `addEventListener("load", () => { const all = {}; for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument; const sizes = [...page.querySelectorAll("p,span,a,h1,h2")].map((one) => parseFloat(getComputedStyle(one).fontSize));
    all[frame.name] = { scrolls: page.documentElement.scrollWidth, smallest: Math.min(...sizes), image: page.querySelector("img")?.getBoundingClientRect().width ?? 0 }; }
    document.body.textContent = "MEASURED" + JSON.stringify(all) + "END"; });`;
  const path = join(folder, `all-${width}.html`);
  await writeFile(path, `<!doctype html><meta charset="utf-8"><body>${frames.join("")}<script>${script}</script>`);
  const profile = await mkdtemp(join(folder, "profile-"));
  const { stdout } = await promisify(execFile)(chromium, [...FLAGS, `--user-data-dir=${profile}`, "--dump-dom", pathToFileURL(path).href], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const found = /MEASURED(\{.*\})END/.exec(stdout)?.[1];
  if (found === undefined) throw new Error("chromium measured nothing");
  return JSON.parse(found) as Record<string, { scrolls: number; smallest: number; image: number }>;
}

describe("mails in chromium", () => {
  it.each([390, 700])("fit into %d pixels, whatever text is in them, and are readable there", async (width) => {
    const all = await measured(width);
    expect(Object.keys(all).sort()).toEqual(Object.keys(mails).sort());
    for (const [name, one] of Object.entries(all)) {
      expect([name, one.scrolls]).toEqual([name, width]);
      expect(one.smallest).toBeGreaterThanOrEqual(14);
    }
    expect(all.notice?.image).toBe(Math.min(width - 32, 460));
  });
});
