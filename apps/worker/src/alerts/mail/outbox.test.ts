import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { preparedNotice, SITE, testChart, testEnvelope } from "../../../testing/mails.ts";
import { VISAS_FELL } from "../../../testing/notice-facts.ts";
import { composeNotices } from "./compose.ts";
import { outboxTransport } from "./transport.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "outbox-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the outbox of a store without a mail server", () => {
  it("holds each mail as a file named for it, whole, and for its owner only; again it takes its own place", async () => {
    const outbox = join(folder, "outbox");
    const postman = outboxTransport(outbox);
    const mail = composeNotices(SITE, testEnvelope(), {
      notices: [preparedNotice(VISAS_FELL, "en", { chart: await testChart() })],
      total: 1,
    });
    expect(await postman.send(mail)).toMatchObject({ trouble: null });
    const name = `${testEnvelope().id}.eml`;
    const first = readFileSync(join(outbox, name));
    expect(await postman.send(mail)).toMatchObject({ trouble: null });
    expect(readdirSync(outbox)).toEqual([name]);
    expect(readFileSync(join(outbox, name)).equals(first)).toBe(true);
    expect(statSync(outbox).mode & 0o777).toBe(0o700);
    expect(statSync(join(outbox, name)).mode & 0o777).toBe(0o600);
    const parsed = await simpleParser(first);
    expect(parsed).toMatchObject({ messageId: mail.messageId, subject: mail.subject, attachments: [{ contentType: "image/png" }] });
    expect(parsed.headers.get("list")).toMatchObject({ unsubscribe: { url: testEnvelope().links.oneClick } });
    await postman.close();
  });

  it("that cannot be written loses nothing: the mail waits", async () => {
    const postman = outboxTransport(join(folder, "outbox"));
    writeFileSync(join(folder, "outbox"), "in the way");
    const mail = composeNotices(SITE, testEnvelope(), { notices: [preparedNotice(VISAS_FELL)], total: 1 });
    expect(await postman.send(mail)).toMatchObject({ trouble: "away", reply: expect.stringContaining("EEXIST") });
    await postman.close();
  });
});
