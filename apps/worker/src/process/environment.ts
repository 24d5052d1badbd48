import { statSync } from "node:fs";
import { resolve } from "node:path";
import { InvalidMailAddress, readMailAddress } from "@talent/core/mail-address";
import { EXIT, ExitError } from "./exit.ts";

export const LOG_LEVELS = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Environment settings, read once by each entry point and passed down. Paths are absolute; null means unset. */
export type Environment = {
  readonly port: number;
  readonly databaseUrl: string | null;
  /** How the dashboard reaches the store, where it runs elsewhere or an administrator made its role; else we give it one. */
  readonly webDatabaseUrl: string | null;
  readonly dataDir: string;
  readonly replayDir: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  /** Where readers reach the dashboard, without a trailing slash. */
  readonly publicUrl: string;
  readonly operatorToken: string | null;
  /** The operator's address, notified when our fetches fail. */
  readonly operatorMail: string | null;
  /** Under which the addresses of subscribers are sealed. */
  readonly subscribersKey: string | null;
  readonly logLevel: LogLevel;
};

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads and validates the environment. An empty variable counts as unset, because compose files pass `${NAME:-}`.
 * Relative paths are taken from `folder`. Throws ExitError (usage) with one sentence naming the first bad variable, never its secret value.
 */
export function readEnvironment(variables: Variables, folder: string = process.cwd()): Environment {
  const set = (name: string): string | null => variables[name]?.trim() || null;
  const port = readPort(set("PORT"));
  return {
    port,
    databaseUrl: readDatabaseUrl("DATABASE_URL", set("DATABASE_URL")),
    webDatabaseUrl: readDatabaseUrl("WEB_DATABASE_URL", set("WEB_DATABASE_URL")),
    dataDir: resolve(folder, readPath("DATA_DIR", set("DATA_DIR")) ?? ".data"),
    replayDir: readReplayDir(set("REPLAY_DIR"), folder),
    smtpUrl: readUrl("SMTP_URL", set("SMTP_URL"), ["smtp:", "smtps:"], "smtp://user:password@host:587"),
    mailFrom: readMailFrom(set("MAIL_FROM")),
    publicUrl: readPublicUrl(set("PUBLIC_URL")) ?? `http://localhost:${port}`,
    operatorToken: readToken(set("OPERATOR_TOKEN")),
    operatorMail: readOperatorMail(set("OPERATOR_MAIL")),
    subscribersKey: readSubscribersKey(set("SUBSCRIBERS_KEY")),
    logLevel: readLogLevel(set("LOG_LEVEL")),
  };
}

function invalidVariable(name: string, must: string): ExitError {
  return new ExitError(`${name} must be ${must}.`, EXIT.usage);
}

function readPort(text: string | null): number {
  if (text === null) return 3000;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535)
    throw invalidVariable("PORT", `a whole number from 1 to 65535, not ${JSON.stringify(text)}`);
  return port;
}

function readDatabaseUrl(name: string, text: string | null): string | null {
  return readUrl(name, text, ["postgresql:", "postgres:"], "postgresql://user:password@host:5432/name");
}

function readUrl(name: string, text: string | null, protocols: readonly string[], example: string): string | null {
  if (text === null) return null;
  const url = URL.parse(text);
  // A PostgreSQL URL may name a socket folder instead of a host: postgresql:///name?host=/run/postgresql
  const host = url?.hostname || url?.searchParams.get("host");
  if (!url || !protocols.includes(url.protocol) || !host) throw invalidVariable(name, `a URL like ${example}`);
  return text;
}

function readPath(name: string, text: string | null): string | null {
  if (text?.includes("\0")) throw invalidVariable(name, "a path without NUL characters");
  return text;
}

function readReplayDir(text: string | null, folder: string): string | null {
  if (readPath("REPLAY_DIR", text) === null || text === null) return null;
  const path = resolve(folder, text);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw invalidVariable("REPLAY_DIR", `an existing folder of captures, and ${path} is not one`);
  return path;
}

/** One bare address (RFC 5321 without quoting), because it goes into an envelope and a header as it stands. */
function readMailFrom(text: string | null): string | null {
  if (text === null) return null;
  const bare = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;
  if (!bare.test(text) || text.length > 254) throw invalidVariable("MAIL_FROM", "one bare mail address like monitor@example.org");
  return text;
}

function readPublicUrl(text: string | null): string | null {
  if (text === null) return null;
  const url = URL.parse(text);
  const plain = url && ["http:", "https:"].includes(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (!plain) throw invalidVariable("PUBLIC_URL", "an http or https URL without user, query or fragment, like https://monitor.example.org");
  return url.href.replace(/\/+$/, "");
}

function readToken(text: string | null): string | null {
  if (text !== null && !/^[\x21-\x7e]+$/.test(text))
    throw invalidVariable("OPERATOR_TOKEN", "printable ASCII without spaces, because it travels in a header");
  return text;
}

function readOperatorMail(text: string | null): string | null {
  if (text === null) return null;
  try {
    return readMailAddress(text);
  } catch (error) {
    if (error instanceof InvalidMailAddress) throw invalidVariable("OPERATOR_MAIL", "one bare mail address like operator@example.org");
    throw error;
  }
}

/** What a key must look like, wherever it is stored. */
export const SUBSCRIBERS_KEY_PATTERN = /^[\x21-\x7e]{32,}$/;

function readSubscribersKey(text: string | null): string | null {
  if (text !== null && !SUBSCRIBERS_KEY_PATTERN.test(text))
    throw invalidVariable("SUBSCRIBERS_KEY", "at least 32 characters of printable ASCII without spaces");
  return text;
}

function readLogLevel(text: string | null): LogLevel {
  if (text === null) return "info";
  const level = LOG_LEVELS.find((known) => known === text.toLowerCase());
  if (level === undefined) throw invalidVariable("LOG_LEVEL", `one of ${LOG_LEVELS.join(", ")}, not ${JSON.stringify(text)}`);
  return level;
}
