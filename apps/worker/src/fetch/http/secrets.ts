import type { SourceRequest } from "@talent/sources/define-source";
import { RequestSkipped } from "./errors.ts";

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
export type SecretLookup = (name: string) => string | undefined;

/** A request as it goes out, as it may be shown, and a way to take its secrets out of any text that comes back. */
export type FilledRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly shownUrl: string;
  readonly shownBody: string | null;
  readonly secrets: readonly string[];
};

/** `{SOURCE_NAME}` in a URL, a header or a body. Other variables of the environment cannot be named. */
const PLACEHOLDER = /\{(SOURCE_[A-Z0-9_]+)\}/g;
const REDACTED = "redacted";
const MIN_SECRET_LENGTH = 8;

/** Puts secrets where a source's request names them. Throws RequestSkipped (`blocked_by_site`) for one that is missing or too odd to be taken out again. */
export function fillSecrets(request: SourceRequest, secretOf: SecretLookup): FilledRequest {
  const used = new Set<string>();
  const value = (name: string): string => {
    const secret = secretOf(name) ?? "";
    if (secret === "") throw new RequestSkipped("blocked_by_site", `the site wants a key, and ${name} is not set`);
    if (secret.length < MIN_SECRET_LENGTH || !/^[\x21-\x7e]+$/.test(secret))
      throw new RequestSkipped(
        "blocked_by_site",
        `${name} must be at least ${MIN_SECRET_LENGTH} printable ASCII characters without spaces`,
      );
    used.add(secret);
    return secret;
  };
  const json = request.body?.trimStart().startsWith("{") ?? false;
  const inBody = (secret: string): string => (json ? JSON.stringify(secret).slice(1, -1) : encodeURIComponent(secret));
  const headers = Object.entries(request.headers ?? {}).map(([name, text]) => [name.toLowerCase(), fillPlaceholders(text, value)] as const);
  return {
    url: fillPlaceholders(request.url, (name) => encodeURIComponent(value(name))),
    headers: Object.fromEntries(headers),
    body: request.body === undefined ? null : fillPlaceholders(request.body, (name) => inBody(value(name))),
    shownUrl: displayUrl(request.url),
    shownBody: request.body === undefined ? null : fillPlaceholders(request.body, () => REDACTED),
    secrets: [...used].flatMap((secret) => [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])]),
  };
}

/** A source's URL as it is stored and shown, in whatever state: no secret, no place for one. */
export function displayUrl(url: string): string {
  return redactUrl(fillPlaceholders(url, () => REDACTED));
}

/** The text without any of the secrets. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, REDACTED), text);
}

function fillPlaceholders(text: string, value: (name: string) => string): string {
  return text.replace(PLACEHOLDER, (_whole, name: string) => value(name));
}
