import type { AddressInfo, Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { type SmtpTimeouts, smtpTransport, type Transport } from "../src/alerts/mail/transport.ts";

/** A mail as a server received it: the envelope it came in and its bytes. */
export type TakenMail = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer };

/** Throw it in `receives` or give it to a callback to reply with this code. */
export const smtpError = (code: number, reply: string): Error => Object.assign(new Error(reply), { responseCode: code });

export type TestSmtp = {
  readonly url: string;
  readonly taken: TakenMail[];
  /** Connections that were opened so far. */
  readonly connections: () => number;
  parsed(): Promise<ParsedMail[]>;
  /** Ends every open connection without a reply. */
  drop(): void;
  close(): Promise<void>;
};

export type TestSmtpOptions = Pick<
  SMTPServerOptions,
  "onMailFrom" | "onRcptTo" | "onConnect" | "size" | "hideSMTPUTF8" | "onAuth" | "authOptional"
> & {
  /** Called with each whole mail before it is accepted; what it throws is the reply. A promise that never settles gives no reply. */
  readonly receives?: (mail: TakenMail) => void | Promise<void>;
  /** Stores no bytes; for measuring. */
  readonly forgets?: boolean;
  readonly port?: number;
};

/** A real SMTP server on the loopback that stores what it accepts. */
export async function startSmtpServer({
  receives,
  forgets = false,
  port: wanted = 0,
  ...options
}: TestSmtpOptions = {}): Promise<TestSmtp> {
  const taken: TakenMail[] = [];
  const sockets = new Set<Socket>();
  let opened = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    ...options,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => void (forgets || chunks.push(chunk)));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = { from: mailFrom === false ? "" : mailFrom.address, to: rcptTo.map((one) => one.address), raw: Buffer.concat(chunks) };
        Promise.resolve()
          .then(() => receives?.(mail))
          .then(() => {
            taken.push(mail);
            done();
          })
          .catch((error: Error) => done(error));
      });
    },
  });
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    opened += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(wanted, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    connections: () => opened,
    parsed: () => Promise.all(taken.map((mail) => simpleParser(mail.raw))),
    drop,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      drop();
      await closed;
    },
  };
}

/** A server of this kind and a transport connected to it, one pair at a time; with the product's timeouts unless given shorter ones. */
export function smtpFixture() {
  let server: TestSmtp | null = null;
  let postman: Transport | null = null;
  return {
    async open(options: TestSmtpOptions = {}, times: SmtpTimeouts = {}): Promise<{ server: TestSmtp; postman: Transport }> {
      server = await startSmtpServer(options);
      postman = smtpTransport(server.url, times);
      return { server, postman };
    },
    drop: () => server?.drop(),
    async close(): Promise<void> {
      await postman?.close();
      await server?.close();
      [server, postman] = [null, null];
    },
  };
}
