import { InvalidMailAddress } from "@talent/core/mail-address";
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import { preparedNotice, SITE, testChart, testEnvelope } from "../../../testing/mails.ts";
import { factsOf, VERDICT_CHANGED, VISAS_FELL, VISAS_RETRACTED } from "../../../testing/notice-facts.ts";
import { startSmtpServer } from "../../../testing/smtp-server.ts";
import { composeConfirmation, composeNotices, type Mail } from "./compose.ts";

import { mailSite } from "./site.ts";
import { smtpTransport } from "./transport.ts";

/** What a real server received, parsed by a third-party library. */
async function received(...mails: readonly Mail[]) {
  const server = await startSmtpServer();
  const postman = smtpTransport(server.url);
  const results = [];
  for (const mail of mails) results.push(await postman.send(mail));
  await postman.close();
  const parsed = await server.parsed();
  await server.close();
  return { results, taken: server.taken, parsed };
}

describe("a mail of one notice, as a server receives it", () => {
  it("states the fact, has both parts and the picture inside, and links to unsubscribe", async () => {
    const chart = await testChart();
    const mail = composeNotices(SITE, testEnvelope(), { notices: [preparedNotice(VISAS_FELL, "en", { chart })], total: 1 });
    const { parsed, taken, results } = await received(mail);
    const [one] = parsed;
    expect(results).toMatchObject([{ code: 250, trouble: null }]);
    expect(one?.subject).toBe("F-1 visas to mainland China, May to August, fell 18.2 % year on year in 2025");
    expect(one?.messageId).toBe("<0b5c1f8e-52a4-4c63-9a3e-7a1f6c1d2e3f@monitor.example.org>");
    expect(one?.date?.toISOString()).toBe("2025-09-12T06:01:00.000Z");
    expect(one?.from?.text).toBe('"China AI Talent Monitor" <monitor@monitor.example.org>');
    expect(taken[0]).toMatchObject({ from: "monitor@monitor.example.org", to: ["reader@example.org"] });
    const headers = Object.fromEntries((one?.headerLines ?? []).map(({ key, line }) => [key, line.replace(/\r?\n\s+/g, " ")]));
    expect(headers["list-unsubscribe"]).toMatch(
      /^List-Unsubscribe: <https:\/\/monitor\.example\.org\/api\/v1\/subscriptions\/unsubscribe\?token=[\w-]{43}>$/,
    );
    expect(headers["list-unsubscribe-post"]).toBe("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(headers["list-id"]).toBe("List-ID: China AI Talent Monitor <alerts.monitor.example.org>");
    expect(headers["auto-submitted"]).toBe("Auto-Submitted: auto-generated");
    expect(headers["content-type"]).toMatch(/^Content-Type: multipart\/alternative/);
    expect(headers.to).toBe("To: reader@example.org");
    expect(Object.keys(headers)).not.toContain("feedback-id");
    expect(one?.attachments).toMatchObject([{ contentType: "image/png", cid: chart.cid, related: true }]);
    expect(one?.attachments[0]?.content.equals(chart.png)).toBe(true);
    expect(one?.text).toContain("Threshold: at or below −15 %");
    expect(one?.html).toContain(`alt="${chart.alt}"`);
    for (const part of [one?.text, one?.html]) {
      expect(part).toContain("https://monitor.example.org/evidence/1a-2b-3c");
      expect(part).toContain("https://monitor.example.org/alerts/7");
      expect(part).toContain("https://monitor.example.org/subscriptions/unsubscribe?token=");
      expect(part).toContain("https://monitor.example.org/subscriptions/manage?token=");
    }
  });

  it("loads nothing from anywhere: no image, style or script from outside, and no form", async () => {
    const chart = await testChart();
    for (const locale of ["en", "zh-CN"] as const) {
      const { html } = composeNotices(SITE, testEnvelope({ locale }), {
        notices: [preparedNotice(VISAS_FELL, locale, { chart })],
        total: 1,
      });
      expect(html.match(/src="[^"]*"/g)).toEqual([`src="cid:${chart.cid}"`]);
      expect(html).not.toMatch(/<(script|link|iframe|object|form|img(?![^>]*cid:))|@import|url\(/i);
    }
  });

  it("has no picture where there is nothing to draw", async () => {
    const { parsed } = await received(composeNotices(SITE, testEnvelope(), { notices: [preparedNotice(VERDICT_CHANGED)], total: 1 }));
    expect(parsed[0]?.attachments).toEqual([]);
    expect(parsed[0]?.html).not.toContain("<img");
  });

  it("is in Chinese where Chinese was requested", async () => {
    const { parsed } = await received(
      composeNotices(SITE, testEnvelope({ locale: "zh-CN" }), { notices: [preparedNotice(VISAS_FELL, "zh-CN")], total: 1 }),
    );
    expect(parsed[0]?.subject).toBe("5月至8月向中国大陆签发的F-1签证：2025年同比下降18.2%");
    expect(parsed[0]?.html).toContain('<html lang="zh-CN">');
    expect(parsed[0]?.text).toContain("停止所有邮件：https://monitor.example.org/subscriptions/unsubscribe");
  });

  it("puts no space after a Chinese sentence, alone or in a digest", () => {
    const notices = [VISAS_RETRACTED, VISAS_FELL, VERDICT_CHANGED].map((facts) => preparedNotice(facts, "zh-CN"));
    for (const shown of [...notices.map((notice) => [notice]), notices]) {
      const { html, text } = composeNotices(SITE, testEnvelope({ locale: "zh-CN" }), { notices: shown, total: shown.length });
      for (const form of [html, text]) expect(form).not.toMatch(/[。，：] /);
    }
  });

  it("answers the mail with the retracted notice", async () => {
    const first = "7d1a7b0e-0000-4000-8000-000000000001";
    const { parsed } = await received(
      composeNotices(SITE, testEnvelope({ inReplyTo: first }), { notices: [preparedNotice(VISAS_RETRACTED)], total: 1 }),
    );
    expect(parsed[0]?.inReplyTo).toBe(`<${first}@monitor.example.org>`);
    expect(parsed[0]?.references).toBe(`<${first}@monitor.example.org>`);
    expect(parsed[0]?.subject).toMatch(/^Retracted: /);
  });

  it("is the same to the last byte when it is composed and sent again", async () => {
    const compose = async () =>
      composeNotices(SITE, testEnvelope(), { notices: [preparedNotice(VISAS_FELL, "en", { chart: await testChart() })], total: 1 });
    const { taken } = await received(await compose(), await compose());
    expect(taken).toHaveLength(2);
    expect(taken[0]?.raw.equals(taken[1]?.raw ?? Buffer.alloc(0))).toBe(true);
  });
});

describe("a digest", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => preparedNotice(VISAS_FELL, "en", { id: String(index + 1) }));

  it("begins with retractions, lists facts with their links, and states how many more there are", () => {
    const mail = composeNotices(SITE, testEnvelope(), {
      notices: [preparedNotice(VISAS_RETRACTED, "en", { id: "99" }), ...many(49)],
      total: 10_000,
    });
    expect(mail.subject).toMatch(/^10,000 notices: Retracted: /);
    expect(mail.text.indexOf("Taken back")).toBeLessThan(mail.text.indexOf("New"));
    expect(mail.text.match(/\/alerts\/\d+/g)).toHaveLength(50);
    expect(mail.text).toContain("And 9,950 more, all of them on the page of alerts: https://monitor.example.org/alerts\n");
    expect(mail.html.match(/href="https:\/\/monitor\.example\.org\/alerts\/\d+"/g)).toHaveLength(50);
  });

  it("states no further ones where it lists all", () => {
    const mail = composeNotices(SITE, testEnvelope(), { notices: many(2), total: 2 });
    expect(mail.subject).toMatch(/^2 notices: F-1 visas/);
    expect(mail.text).not.toMatch(/more|Taken back/);
    expect(mail.attachments).toEqual([]);
  });
});

describe("names and addresses that would add a header or a recipient", () => {
  it.each([
    "a@example.org\r\nBcc: evil@example.org",
    "a@example.org\nBcc: evil@example.org",
    "a@example.org, evil@example.org",
    "a@example.org; evil@example.org",
    "A <a@example.org>",
    '"a@example.org, evil"@example.org',
    "a@example.org\0",
    "a@example.org> RCPT TO:<evil@example.org",
  ])("refuses to write to %j", (address) => {
    expect(() => composeNotices(SITE, testEnvelope({ address }), { notices: [preparedNotice(VISAS_FELL)], total: 1 })).toThrow(
      InvalidMailAddress,
    );
  });

  it("reach exactly one recipient with no new header, whatever a rule, a claim or a publisher is called", async () => {
    const hostile = 'x\r\nBcc: evil@example.org\r\n\r\n<script>alert(1)</script>"><img src=https://evil.example/x>\u202e';
    const facts = factsOf("f1-china-may-to-august", {
      after: { period: "2025-08", value: -18.2 },
      threshold: { op: "<=", than: -15 },
      rule: { ...VISAS_FELL.rule, name: { en: hostile, "zh-CN": hostile }, unit: hostile },
    });
    const { parsed, taken } = await received(composeNotices(SITE, testEnvelope(), { notices: [preparedNotice(facts)], total: 1 }));
    expect(taken[0]?.to).toEqual(["reader@example.org"]);
    expect(parsed[0]?.bcc).toBeUndefined();
    expect(parsed[0]?.headerLines.map(({ key }) => key)).not.toContain("bcc");
    expect(parsed[0]?.html).not.toMatch(/<script|<img/);
    expect(parsed[0]?.subject).not.toMatch(/[\r\n\u202e]/);
  });

  const label = "d".repeat(63);
  // As long as SMTP can carry: 64 before the @, 188 after it.
  const longest = `${"l".repeat(64)}@${[label, label, "d".repeat(56), "org"].join(".")}`;
  it.each([
    ["ada+tag@sub.example.org", "ada+tag@sub.example.org"],
    ["o'brien@example.org", "o'brien@example.org"],
    ["张伟@例子.中国", "张伟@例子.中国"],
    ["ada@bücher.example", "ada@bücher.example"],
    [longest, longest],
  ])("write to %s as it is", async (address, to) => {
    const { taken, results, parsed } = await received(
      composeNotices(SITE, testEnvelope({ address }), { notices: [preparedNotice(VISAS_FELL)], total: 1 }),
    );
    expect(results).toMatchObject([{ trouble: null }]);
    expect(taken[0]?.to).toHaveLength(1);
    expect(taken[0]?.to[0]).toBe(to);
    expect((parsed[0]?.to as { value: unknown[] } | undefined)?.value).toHaveLength(1);
  });
});

it("to an address of 320 characters, which SMTP servers cannot take, is refused by the server and by nothing else", async () => {
  const address = `${"l".repeat(64)}@${["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(59), "org"].join(".")}`;
  expect(address).toHaveLength(320);
  const { results, taken } = await received(
    composeNotices(SITE, testEnvelope({ address }), { notices: [preparedNotice(VISAS_FELL)], total: 1 }),
  );
  expect(results).toMatchObject([{ code: 501, trouble: "address" }]);
  expect(taken).toEqual([]);
});

describe("a mail that requests a confirmation", () => {
  const asked = {
    things: ["Everything <b>of</b> it"],
    includeFuture: true,
    cadence: "daily",
    confirm: "https://monitor.example.org/subscriptions/confirm?token=abc",
  } as const;

  it("has one link to act on and one never to be written to again, and expires", async () => {
    const { parsed } = await received(composeConfirmation(SITE, testEnvelope(), asked));
    const [one] = parsed;
    expect(one?.subject).toBe("Please confirm: alerts about China’s AI talent");
    expect(one?.text?.match(/subscriptions\/confirm\?token=/g)).toHaveLength(1);
    expect(one?.text).toContain("48 hours");
    expect(one?.text).toContain("ignore this mail");
    expect(one?.text).toContain("Do not write to this address again: https://monitor.example.org/subscriptions/unsubscribe?token=");
    expect(one?.html).toContain("Everything &lt;b&gt;of&lt;/b&gt; it");
    expect(one?.headerLines.map(({ key }) => key)).toEqual(
      expect.arrayContaining(["list-unsubscribe", "list-unsubscribe-post", "list-id", "auto-submitted"]),
    );
  });

  it("is in Chinese too", () => {
    const mail = composeConfirmation(SITE, testEnvelope({ locale: "zh-CN" }), asked);
    expect(mail.subject).toBe("请确认：中国AI人才数据通知");
    expect(mail.text).toContain("48小时");
  });
});

describe("whom mails come from", () => {
  it.each([
    ["http://localhost:3000", null, "monitor@localhost", "localhost"],
    ["https://monitor.example.org/talent", null, "monitor@monitor.example.org", "monitor.example.org"],
    ["https://monitor.example.org", "alerts@example.com", "alerts@example.com", "monitor.example.org"],
  ])("%s, MAIL_FROM %s", (url, given, from, host) => expect(mailSite(url, given)).toMatchObject({ from, host }));
});

it("is read by a mail program as it was meant, without a server in between", async () => {
  const mail = composeNotices(SITE, testEnvelope(), { notices: [preparedNotice(VISAS_FELL)], total: 1 });
  const parsed = await simpleParser(`Subject: x\r\n\r\n${mail.text}`);
  expect(parsed.text?.split("\n").every((line) => line.length < 998)).toBe(true);
});
