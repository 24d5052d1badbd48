import type { SourceRequest } from "@talent/sources/define-source";
import { NotAsked } from "./errors.ts";

const SECRET_PARAMETER = /^(api[-_]?key|key|token|access[-_]?token|signature|sig|secret|password|auth)$/i;

/** The URL as it may be stored and shown: no user information, secret parameters blanked. A label that is no URL stays as it is. */
export function redactUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  const secret = [...parsed.searchParams.keys()].filter((name) => SECRET_PARAMETER.test(name));
  if (secret.length === 0 && parsed.username === "" && parsed.password === "") return url;
  for (const name of secret) parsed.searchParams.set(name, "redacted");
  parsed.username = "";
  parsed.password = "";
  return parsed.href;
}

/** Gives the value of a secret by the name its source uses, from the environment; undefined when it is not set. */
export type SecretOf = (name: string) => string | undefined;

/** A request as it goes out, as it may be shown, and a way to take its secrets out of any text that comes back. */
export type Filled = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly shownUrl: string;
  readonly shownBody: string | null;
  readonly secrets: readonly string[];
};

/** `{SOURCE_NAME}` in a URL, a header or a body. Other variables of the environment cannot be named. */
const PLACEHOLDER = /\{(SOURCE_[A-Z0-9_]+)\}/g;
const SHOWN = "redacted";
const SHORTEST = 8;

/** Puts secrets where a source's request names them. Throws NotAsked (`blocked_by_site`) for one that is missing or too odd to be taken out again. */
export function fillSecrets(request: SourceRequest, secretOf: SecretOf): Filled {
  const used = new Set<string>();
  const value = (name: string): string => {
    const secret = secretOf(name) ?? "";
    if (secret === "") throw new NotAsked("blocked_by_site", `the site wants a key, and ${name} is not set`);
    if (secret.length < SHORTEST || !/^[\x21-\x7e]+$/.test(secret))
      throw new NotAsked("blocked_by_site", `${name} must be at least ${SHORTEST} printable ASCII characters without spaces`);
    used.add(secret);
    return secret;
  };
  const json = request.body?.trimStart().startsWith("{") ?? false;
  const inBody = (secret: string): string => (json ? JSON.stringify(secret).slice(1, -1) : encodeURIComponent(secret));
  const headers = Object.entries(request.headers ?? {}).map(([name, text]) => [name.toLowerCase(), fill(text, value)] as const);
  return {
    url: fill(request.url, (name) => encodeURIComponent(value(name))),
    headers: Object.fromEntries(headers),
    body: request.body === undefined ? null : fill(request.body, (name) => inBody(value(name))),
    shownUrl: shownUrl(request.url),
    shownBody: request.body === undefined ? null : fill(request.body, () => SHOWN),
    secrets: [...used].flatMap((secret) => [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])]),
  };
}

/** A source's URL as it is stored and shown, in whatever state: no secret, no place for one. */
export function shownUrl(url: string): string {
  return redactUrl(fill(url, () => SHOWN));
}

/** The text without any of the secrets. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, SHOWN), text);
}

function fill(text: string, value: (name: string) => string): string {
  return text.replace(PLACEHOLDER, (_whole, name: string) => value(name));
}
