import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Db } from "@talent/db/connect";
import { from, to } from "pg-copy-streams";
import { timed } from "./median.ts";

/** Writes what a query gives to a file, in COPY's text format. */
export async function copyOut(db: Db, query: string, file: string): Promise<void> {
  const client = await db.pool.connect();
  try {
    await pipeline(client.query(to(`COPY (${query}) TO STDOUT`)), createWriteStream(file));
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
