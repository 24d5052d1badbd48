/** Where this site is reached from outside, without a slash at its end. The launcher always says. */
export function publicUrl(): string {
  return process.env.PUBLIC_URL?.replace(/\/+$/, "") || `http://localhost:${process.env.PORT || 3000}`;
}

/** An address of this site as the outside reaches it. */
export function outside(path: string): string {
  return publicUrl() + path;
}

// RFC 4151: a day on which the name was ours, the same for ever, because a reader of feeds knows an entry by nothing but its id.
const SINCE = "2026-11-28";
const DNS_NAME = /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/;

/** An id that no other site and no other thing of this one has: a tag URI of our host name. `parts` are plain words and numbers. */
export function tagOf(...parts: readonly string[]): string {
  const host = new URL(publicUrl()).hostname;
  return `tag:${DNS_NAME.test(host) ? host : "localhost"},${SINCE}:${parts.join(":")}`;
}
