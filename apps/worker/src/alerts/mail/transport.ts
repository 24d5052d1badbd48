import { createTransport } from "nodemailer";
import type { Result } from "../attempt-result.ts";
import type { Mail } from "./compose.ts";
import { smtpFailure } from "./smtp-reply.ts";

/** Hands mails on. `send` never throws: what went wrong is in the result. */
export type Postman = {
  /** How many mails it carries at a time. */
  readonly hands: number;
  send(mail: Mail): Promise<Result>;
  close(): Promise<void>;
};

export type SmtpTimes = {
  /** For the name, the connection and the server's greeting, each; and for silence on an open connection. */
  readonly connectMs?: number;
  readonly silenceMs?: number;
  /** For one mail from beginning to end. */
  readonly wholeMs?: number;
};

const CONNECTIONS = 5;

/** Through the SMTP server of a URL, over a few connections that are kept open. */
export function smtpPostman(url: string, { connectMs = 20_000, silenceMs = 60_000, wholeMs = 120_000 }: SmtpTimes = {}): Postman {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Number.POSITIVE_INFINITY,
    // A connection that breaks may have handed the mail over already: whether it is sent again is ours to decide and to record.
    maxRequeues: 0,
    dnsTimeout: connectMs,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
  });
  // What a connection that idles suffers is nobody's result.
  transport.on("error", () => undefined);
  return {
    hands: CONNECTIONS,
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
