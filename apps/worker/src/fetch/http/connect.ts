import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { Agent, buildConnector } from "undici";
import { isPublicAddress } from "./address.ts";
import { Unreachable } from "./errors.ts";

export type ConnectOptions = {
  /** `address:port` pairs reachable although not public. Given by a composition root or a test, never read from the environment. */
  readonly allow?: readonly string[];
  /** Resolves names; the system's resolver unless a test brings its own. */
  readonly lookup?: LookupFunction;
  /** A certificate (PEM) to trust in place of the usual authorities; for tests. */
  readonly ca?: string;
  /** For name resolution, TCP and TLS together. */
  readonly connectTimeoutMs?: number;
};

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * The only way out. An undici Agent that refuses to open a connection to an address that is not public, whether the URL prints it,
 * a name resolves to it (one such address refuses all), or the socket turns out to be connected to it.
 */
export function guardedAgent(options: ConnectOptions = {}): Agent {
  const connectTimeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  return new Agent({
    connect: guardedConnector(options, connectTimeoutMs),
    allowH2: false,
    keepAliveTimeout: 4_000,
    maxRequestsPerClient: 50,
  });
}

function guardedConnector(options: ConnectOptions, timeout: number): buildConnector.connector {
  const permits = (address: string, port: string): boolean =>
    isPublicAddress(address) || (options.allow ?? []).includes(`${address}:${port}`);
  return (target, callback) => {
    const port = target.port || (target.protocol === "https:" ? "443" : "80");
    const host = target.hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) !== 0 && !permits(host, port)) return callback(forbiddenAddress(host, host), null);
    const lookup = guardedLookup(options.lookup ?? systemLookup, (address) => permits(address, port));
    const trust = options.ca === undefined ? {} : { ca: options.ca };
    const connect = buildConnector({ timeout, lookup, allowH2: false, maxCachedSessions: 0, ...trust });
    connect(target, (error, socket) => {
      if (error !== null) return callback(error, null);
      const address = (socket as Socket).remoteAddress ?? "an unknown address";
      if (permits(address, port)) return callback(null, socket);
      socket.destroy();
      callback(forbiddenAddress(host, address), null);
    });
  };
}

function guardedLookup(lookup: LookupFunction, permits: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, "", 0);
      const answers = typeof found === "string" ? [{ address: found, family: isIP(found) }] : found;
      const bad = answers.find((answer) => !permits(answer.address));
      if (bad !== undefined) return callback(forbiddenAddress(hostname, bad.address), "", 0);
      const first = answers[0];
      if (first === undefined) return callback(Object.assign(new Error(`${hostname} has no address`), { code: "ENOTFOUND" }), "", 0);
      if (options.all) return callback(null, answers);
      callback(null, first.address, first.family);
    });
  };
}

function forbiddenAddress(host: string, address: string): Unreachable {
  const where = host === address ? address : `${host}, which is ${address},`;
  return new Unreachable("forbidden_address", `${where} is not a public address; nothing was sent`);
}
