import { mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { Result } from "../attempt-result.ts";
import { keptReply } from "../attempt-result.ts";
import type { Mail } from "./compose.ts";
import { mailOptions, type Postman } from "./transport.ts";

/**
 * Where no server is set, mails land in a folder as `.eml` files that mail programs open; only the owner may read them, because the links in them are
 * as good as a key. A file is named for its message and appears whole: sent again, it takes its own place.
 */
export function outboxPostman(folder: string): Postman {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    hands: 4,
    async send(mail) {
      try {
        const { message } = await composer.sendMail(mailOptions(mail));
        if (!Buffer.isBuffer(message)) throw new TypeError("the mail was composed as a stream");
        await keep(folder, `${nameOf(mail)}.eml`, message);
        return { code: null, reply: "kept in the outbox", trouble: null };
      } catch (error) {
        return { code: null, reply: keptReply(error instanceof Error ? error.message : String(error)), trouble: "away" } satisfies Result;
      }
    },
    async close() {
      composer.close();
    },
  };
}

async function keep(folder: string, name: string, bytes: Buffer): Promise<void> {
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
const nameOf = ({ messageId }: Mail): string => messageId.replace(/^<|@.*$/g, "");
