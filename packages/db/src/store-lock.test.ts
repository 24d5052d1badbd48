import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import type { Db } from "./connect.ts";
import { acquireStoreLock } from "./store-lock.ts";

/** A pool that lends one and the same connection, where the lock is always free. */
function onePool() {
  const returned: (boolean | Error)[] = [];
  const connection = Object.assign(new EventEmitter(), {
    query: async () => ({ rows: [{ taken: true }] }),
    release: (how: boolean | Error) => returned.push(how),
  });
  return { db: { pool: { connect: async () => connection } } as unknown as Db, connection, returned };
}

describe("a lock of the store", () => {
  it("leaves nothing behind on the connection it borrowed", async () => {
    const { db, connection, returned } = onePool();
    for (let round = 0; round < 12; round++) {
      const release = await acquireStoreLock(db, "assess");
      expect(connection.listenerCount("error")).toBe(1);
      await release();
    }
    expect(connection.listenerCount("error")).toBe(0);
    expect(returned).toEqual(Array(12).fill(false));
  });

  it("throws away a connection that was lost meanwhile", async () => {
    const { db, connection, returned } = onePool();
    const release = await acquireStoreLock(db, "walk");
    const gone = new Error("terminating connection");
    connection.emit("error", gone);
    await release();
    expect(returned).toEqual([gone]);
  });
});
