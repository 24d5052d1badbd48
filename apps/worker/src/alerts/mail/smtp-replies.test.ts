import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { preparedNotice, SITE, testEnvelope } from "../../../testing/mails.ts";
import { VISAS_FELL } from "../../../testing/notice-facts.ts";
import { smtpError, startSmtpServer, type TestSmtp, type TestSmtpOptions } from "../../../testing/smtp-server.ts";
import { type AttemptResult, storableReply } from "../attempt-result.ts";
import { composeNotices } from "./compose.ts";
import { type SmtpTimeouts, smtpFailure, smtpTransport } from "./transport.ts";

const LONG = { ...VISAS_FELL, inputs: [] };
let server: TestSmtp | null = null;
let raw: Server | null = null;
afterEach(async () => {
  await server?.close();
  raw?.close();
  [server, raw] = [null, null];
});

/** With the product's timeouts, which no test waits for, unless shorter ones are given. */
async function send(url: string, times: SmtpTimeouts = {}): Promise<AttemptResult> {
  const postman = smtpTransport(url, times);
  const result = await postman.send(composeNotices(SITE, testEnvelope(), { notices: [preparedNotice(LONG)], total: 1 }));
  await postman.close();
  return result;
}

async function to(options: TestSmtpOptions, times: SmtpTimeouts = {}): Promise<AttemptResult> {
  server = await startSmtpServer(options);
  return send(server.url, times);
}

/** A server that sends `greeting` and no more, or nothing at all. */
async function greets(greeting: string | null, times: SmtpTimeouts = {}): Promise<AttemptResult> {
  const made = createServer((socket) => {
    socket.on("error", () => undefined);
    if (greeting !== null) socket.end(greeting);
  });
  raw = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const address = made.address();
  return send(`smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`, times);
}

const refusing = (code: number, reply: string): TestSmtpOptions => ({
  onRcptTo: (_address, _session, done) => done(smtpError(code, reply)),
});
const afterData = (code: number, reply: string): TestSmtpOptions => ({
  receives: () => {
    throw smtpError(code, reply);
  },
});

describe("what a server replies to a mail, and what it means", () => {
  it.each([
    ["no such user", refusing(550, "5.1.1 no such user"), 550, "address"],
    ["moved", refusing(551, "not local"), 551, "address"],
    ["no such mailbox name", refusing(553, "5.1.3 bad mailbox"), 553, "address"],
    ["bad syntax of a recipient", refusing(501, "bad recipient"), 501, "address"],
    ["a policy against us, not the address", refusing(550, "5.7.1 blocked"), 550, "message"],
    ["a full mailbox", refusing(552, "5.2.2 over quota"), 552, "message"],
    ["greylisting", refusing(450, "4.2.0 greylisted"), 450, "later"],
    ["too many for now", refusing(421, "4.7.0 too many"), 421, "rests"],
    ["refused after the data", afterData(554, "5.6.0 no"), 554, "message"],
    ["no such user, said after the data", afterData(550, "5.1.1 no such user"), 550, "address"],
    ["an address fault under another code", afterData(554, "5.1.1 no such user"), 554, "address"],
    ["later, said after the data", afterData(451, "4.3.0 later"), 451, "later"],
    ["closing, said after the data", afterData(421, "4.3.2 closing"), 421, "rests"],
    [
      "our own sender refused: nobody else's fault",
      { onMailFrom: (_address, _session, done) => done(smtpError(553, "5.7.1 not you")) } as TestSmtpOptions,
      553,
      "away",
    ],
  ])("%s", async (_, options, code, trouble) => expect(await to(options)).toMatchObject({ code, trouble }));

  it("a login that is refused is a fault of ours", async () => {
    server = await startSmtpServer({ authOptional: false, onAuth: (_auth, _session, done) => done(new Error("no")) });
    expect(await send(server.url.replace("//", "//me:wrong@"))).toMatchObject({ code: 535, trouble: "away" });
  });
});

describe("a server that is lost", () => {
  it("before anything began", async () => {
    expect(await send("smtp://127.0.0.1:1")).toMatchObject({ code: null, trouble: "away" });
    expect(await send("smtp://no-such-host.invalid:25")).toMatchObject({ code: null, trouble: "away" });
  });
  it("without a greeting", async () => expect(await greets(null, { connectMs: 300 })).toMatchObject({ code: null, trouble: "away" }));
  it("with a greeting that sends us away", async () =>
    expect(await greets("421 too busy\r\n")).toMatchObject({ code: 421, trouble: "away" }));
  it("at once", async () => expect(await greets("")).toMatchObject({ code: null, trouble: "rests" }));
  it("in the middle of a mail, or after it: it may have it, and a cooldown starts", async () => {
    expect(await to({ receives: () => new Promise(() => server?.drop()) })).toMatchObject({ code: null, trouble: "rests" });
  });
  it("by timeout after a whole mail: it may have it, and a cooldown starts", async () => {
    expect(await to({ receives: () => new Promise(() => undefined) }, { silenceMs: 700 })).toMatchObject({ code: null, trouble: "rests" });
  });
});

describe("a stored reply", () => {
  it("has no address and is one short line", () => {
    const error = Object.assign(new Error("x"), {
      responseCode: 550,
      command: "RCPT TO",
      response: "550 5.1.1 <Ada.L@example.org>\r\nunknown ada.l@example.org",
    });
    expect(smtpFailure(error).reply).toBe("550 5.1.1 <(address)> unknown (address)");
    expect(storableReply("x".repeat(1_000))).toHaveLength(300);
  });
});
