import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

export type TokenPurpose = "confirm" | "manage" | "unsubscribe";

/** Seals addresses and derives tokens of subscribers from one secret of an installation. The secret itself is not in the store. */
export type SubscriberKey = {
  /** AES-256-GCM (nonce, tag, text): the same text never encrypts to the same bytes twice. */
  seal(text: string): Buffer;
  /** Throws where the bytes were sealed under another secret, or changed. */
  open(sealed: Uint8Array): string;
  /** A keyed hash (HMAC-SHA-256) by which an address is found again. Equal for addresses that differ in case only. */
  lookup(address: string): Buffer;
  /** A token of 256 bits in base64url, derived anew whenever it is needed; `about` names what it is for: a person, a generation, some subscriptions. */
  token(purpose: TokenPurpose, about: readonly string[]): string;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param secret At least 32 characters of the environment or the data folder. */
export function subscriberKey(secret: string): SubscriberKey {
  // Key objects, because bytes are parsed anew for every use, which takes longer than the use itself.
  const derived = (use: string): KeyObject => createSecretKey(Buffer.from(hkdfSync("sha256", secret, "talent-monitor", use, 32)));
  const [address, lookup, token] = [derived("address"), derived("lookup"), derived("token")];
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", address, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      const cipher = createDecipheriv("aes-256-gcm", address, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]).toString("utf8");
    },
    lookup: (text) => createHmac("sha256", lookup).update(text.toLowerCase()).digest(),
    token: (purpose, about) =>
      createHmac("sha256", token)
        .update(JSON.stringify([purpose, ...about]))
        .digest("base64url"),
  };
}

/** What the store holds of a token. A token has 256 random bits, so that a plain hash is enough. */
export const tokenHash = (token: string): Buffer => createHash("sha256").update(token).digest();
