import { mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { type AttemptResult, type FailureKind, storableReply } from "../attempt-result.ts";
import type { Mail } from "./compose.ts";

/**
 * Where no server is set, mails land in a folder as `.eml` files that mail programs open; only the owner may read them, because the links in them are
 * as good as a key. A file is named for its message and appears whole: sent again, it takes its own place.
 */
export function outboxTransport(folder: string): Transport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    concurrency: 4,
    async send(mail) {
      try {
        const { message } = await composer.sendMail(mailOptions(mail));
        if (!Buffer.isBuffer(message)) throw new TypeError("the mail was composed as a stream");
        await writeMailFile(folder, `${mailFileName(mail)}.eml`, message);
        return { code: null, reply: "kept in the outbox", trouble: null };
      } catch (error) {
        return {
          code: null,
          reply: storableReply(error instanceof Error ? error.message : String(error)),
          trouble: "away",
        } satisfies AttemptResult;
      }
    },
    async close() {
      composer.close();
    },
  };
}

async function writeMailFile(folder: string, name: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = join(folder, `.${name}.part`);
  const file = await open(part, "w", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, join(folder, name));
}

/** The part of the Message-ID before the host: a uuid of ours. */
const mailFileName = ({ messageId }: Mail): string => messageId.replace(/^<|@.*$/g, "");

/** What nodemailer reports of a mail that was not accepted. */
type SmtpError = Error & {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
  readonly syscall?: string;
};

/** Codes (RFC 5321) by which a server refuses a recipient; in reply to a recipient alone, bad syntax is one too. */
const NO_SUCH_RECIPIENT: ReadonlySet<number> = new Set([550, 551, 553]);
const BAD_SYNTAX = 501;

/** The result of an attempt that failed, by the server's reply (RFC 5321, RFC 3463), or by how the connection to it was lost. */
export function smtpFailure(error: unknown): AttemptResult {
  const failed = (error instanceof Error ? error : new Error(String(error))) as SmtpError;
  return { code: failed.responseCode ?? null, reply: storableReply(failed.response ?? failed.message), trouble: failureKind(failed) };
}

function failureKind(error: SmtpError): FailureKind {
  const { responseCode: code, command = "", response = "" } = error;
  if (code === undefined) return isConnectionFailure(error) ? "away" : "rests";
  if (isConnectionFailure(error)) return "away";
  // A server may close with it at any time; which command it belonged to is not reported.
  if (code === 421) return "rests";
  if (!["MAIL FROM", "RCPT TO", "DATA"].includes(command)) return "away";
  if (code < 500) return "later";
  // A sender that is refused is a fault of ours: no notices are dropped for it.
  if (command === "MAIL FROM") return "away";
  return isRecipientRefused(code, response) || (code === BAD_SYNTAX && command === "RCPT TO") ? "address" : "message";
}

/** An enhanced code decides where there is one: 550 5.7.1 is about us or the mail, 554 5.1.1 about the address. */
function isRecipientRefused(code: number, response: string): boolean {
  const subject = /^\d{3}[ -]5\.(\d{1,3})\.\d{1,3}\b/.exec(response)?.[1];
  return subject === undefined ? NO_SUCH_RECIPIENT.has(code) : subject === "1";
}

/** No conversation began: no name, no connection, no greeting, no TLS, no login. */
function isConnectionFailure({ code, syscall, message }: SmtpError): boolean {
  return (
    ["EDNS", "EAUTH", "ETLS", "EPROXY"].includes(code ?? "") ||
    ["connect", "getaddrinfo"].includes(syscall ?? "") ||
    /^(Greeting never received|Invalid greeting|Connection timeout)/.test(message)
  );
}

/** Sends mails. `send` never throws: what went wrong is in the result. */
export type Transport = {
  /** How many mails it carries at a time. */
  readonly concurrency: number;
  send(mail: Mail): Promise<AttemptResult>;
  close(): Promise<void>;
};

export type SmtpTimeouts = {
  /** For the name, the connection and the server's greeting, each; and for silence on an open connection. */
  readonly connectMs?: number;
  readonly silenceMs?: number;
  /** For one mail from beginning to end. */
  readonly wholeMs?: number;
};

const CONNECTIONS = 5;

/** Through the SMTP server of a URL, over a few connections that are kept open. */
export function smtpTransport(url: string, { connectMs = 20_000, silenceMs = 60_000, wholeMs = 120_000 }: SmtpTimeouts = {}): Transport {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Number.POSITIVE_INFINITY,
    // A connection that breaks may have delivered the mail already: whether it is sent again is ours to decide and to record.
    maxRequeues: 0,
    dnsTimeout: connectMs,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
  });
  // An error of an idle connection belongs to no attempt.
  transport.on("error", () => undefined);
  return {
    concurrency: CONNECTIONS,
    async send(mail) {
      try {
        const sent = await transport.sendMail({ ...mailOptions(mail), signal: AbortSignal.timeout(wholeMs) });
        return { code: Number(/^\d{3}/.exec(sent.response)?.[0] ?? 250), reply: "accepted", trouble: null };
      } catch (error) {
        return smtpFailure(error);
      }
    },
    async close() {
      transport.close();
    },
  };
}

/** Lists as nodemailer wants them: its own arrays. */
export function mailOptions(mail: Mail) {
  return {
    ...mail,
    envelope: { from: mail.envelope.from, to: [...mail.envelope.to] },
    attachments: mail.attachments.map((image) => ({ ...image })),
    headers: { ...mail.headers },
  };
}
