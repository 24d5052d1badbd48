import { spawnSync } from "node:child_process";
import { createReadStream } from "node:fs";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Db } from "@talent/db/connect";
import { from, to } from "pg-copy-streams";
import { timed } from "./measurement.ts";

/** Sends what a query gives somewhere, in COPY's text format: the server does all its work, and the client none but passing bytes on. */
export async function copyOut(db: Db, query: string, into: Writable): Promise<void> {
  const client = await db.pool.connect();
  try {
    await pipeline(client.query(to(`COPY (${query}) TO STDOUT`)), into);
  } finally {
    client.release();
  }
}

/** Milliseconds that psql's \copy takes by its own clock; without a psql on this machine, the same COPY sent from here. */
export async function copyIn(url: string, db: Db, table: string, file: string): Promise<number> {
  const psql = spawnSync("psql", [url, "-q", "-c", "\\timing on", "-c", `\\copy ${table} FROM '${file}'`], { encoding: "utf8" });
  if (psql.error === undefined) {
    const time = /Time: ([\d.]+) ms/.exec(psql.stdout)?.[1];
    if (psql.status !== 0 || time === undefined) throw new Error(`psql: ${psql.stderr}`);
    return Number(time);
  }
  const client = await db.pool.connect();
  try {
    return await timed(() => pipeline(createReadStream(file), client.query(from(`COPY ${table} FROM STDIN`))));
  } finally {
    client.release();
  }
}
