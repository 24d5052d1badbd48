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
