import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  addNotice,
  addSubscriber,
  clearDeliveries,
  deliverAllDue,
  messagesOf,
  NOW,
  settledDeliveries,
} from "../../../testing/deliveries.ts";
import { VERDICT_CHANGED, VISAS_RETRACTED } from "../../../testing/notice-facts.ts";
import { startSmtpServer, type TestSmtp } from "../../../testing/smtp-server.ts";
import { smtpTransport } from "../mail/transport.ts";
import { DELIVER_CRASH_POINTS, type DeliverCrashPoint } from "./deliver-due.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const FIXTURE = fileURLToPath(new URL("../../../testing/deliver-and-crash.ts", import.meta.url));
const READERS = 4;
/** When the leases of a crashed worker have expired. */
const AFTERWARDS = new Date(NOW.getTime() + 11 * 60_000);

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.drop());
afterEach(() => clearDeliveries(store.db));

type Worker = { readonly child: ChildProcess; readonly ended: Promise<string | null> };

/** A worker process; `ended` resolves to the signal that ended it, null when it exited by itself. */
function worker(to: string, now: Date, point = "", pass = 1): Worker {
  const child = spawn(process.execPath, [FIXTURE, store.url, to, now.toISOString(), point, String(pass)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<string | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) =>
      code === 0 || signal !== null ? resolve(signal) : reject(new Error(`the worker ended with ${code}`)),
    );
  });
  return { child, ended };
}

/** Two notices for each of some people, so that each is due a digest. */
async function somethingDue(): Promise<string[]> {
  const people = await Promise.all(
    Array.from({ length: READERS }, (_, index) => addSubscriber(store.db, { address: `reader-${index}@example.org` })),
  );
  await addNotice(store.db, people);
  await addNotice(store.db, people, { facts: VERDICT_CHANGED });
  return people;
}

/** Every person has exactly one mail, at most twice, and then the same to the last byte. */
async function expectOncePerPerson(server: TestSmtp): Promise<number> {
  const parsed = await server.parsed();
  const byPerson = Map.groupBy(server.taken, ({ to }) => to[0]);
  expect(byPerson.size).toBe(READERS);
  for (const copies of byPerson.values()) {
    expect(copies.length).toBeLessThanOrEqual(2);
    expect(copies.every(({ raw }) => raw.equals(copies[0]?.raw ?? Buffer.alloc(0)))).toBe(true);
  }
  expect(new Set(parsed.map((mail) => mail.messageId))).toEqual(
    new Set((await messagesOf(store.db)).map(({ id }) => `<${id}@monitor.example.org>`)),
  );
  expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 2 * READERS }, conserved: true });
  expect((await messagesOf(store.db)).every(({ state }) => state === "sent")).toBe(true);
  return server.taken.length - READERS;
}

describe("kill -9 of a worker that sends", () => {
  let server: TestSmtp;
  beforeEach(async () => {
    server = await startSmtpServer();
  });
  afterEach(() => server.close());

  const passes: readonly (readonly [DeliverCrashPoint, number])[] = [
    ...DELIVER_CRASH_POINTS.map((point) => [point, 1] as const),
    ["accepted", 3],
  ];
  it.each(passes)('at "%s", pass %d: nothing is lost, and what may have arrived is sent again as the same mail', async (point, pass) => {
    await somethingDue();
    const { ended } = worker(server.url, NOW, point, pass);
    // Recorded together, all may be in one transaction: then there is no second pass.
    expect([...(point === "recorded" && pass === 2 ? [null] : []), "SIGKILL"]).toContain(await ended);
    const before = server.taken.length;
    expect(await worker(server.url, AFTERWARDS).ended).toBeNull();
    const twice = await expectOncePerPerson(server);
    expect(twice).toBeLessThanOrEqual(before);
    if (point === "formed" || point === "claimed" || point === "composed") expect(twice).toBe(0);
  });

  it("leaves a message alone while its lease runs: the worker may be slow, not crashed", async () => {
    await somethingDue();
    expect(await worker(server.url, NOW, "claimed").ended).toBe("SIGKILL");
    const soon = new Date(NOW.getTime() + 60_000);
    const postman = smtpTransport(server.url);
    expect(await deliverAllDue(store.db, { transport: postman, now: soon })).toEqual({ accepted: 0, deferred: 0, rejected: 0 });
    await postman.close();
    expect(server.taken).toEqual([]);
    expect(await settledDeliveries(store.db)).toMatchObject({ conserved: true });
  });
});

describe("kill -9 while the server has a whole mail and has not replied", () => {
  it("the mail that the server accepted all the same comes again under its own Message-ID, and the retraction answers it", async () => {
    const running: Worker[] = [];
    let holds = true;
    const server = await startSmtpServer({
      receives: async (mail) => {
        if (!holds) return;
        holds = false;
        server.taken.push(mail);
        running[0]?.child.kill("SIGKILL");
        await new Promise(() => undefined);
      },
    });
    const people = await somethingDue();
    const first = (await store.db.pool.query<{ id: string }>("SELECT min(id)::text AS id FROM alert_transitions")).rows[0]?.id ?? "";
    running.push(worker(server.url, NOW));
    expect(await running[0]?.ended).toBe("SIGKILL");
    expect(await worker(server.url, AFTERWARDS).ended).toBeNull();
    expect(await expectOncePerPerson(server)).toBeGreaterThan(0);
    await addNotice(store.db, people, { facts: VISAS_RETRACTED, retracts: first, dueAt: AFTERWARDS });
    expect(await worker(server.url, AFTERWARDS).ended).toBeNull();
    const retractions = (await server.parsed()).filter((mail) => mail.subject?.startsWith("Retracted"));
    const told = new Set((await server.parsed()).filter((mail) => !mail.subject?.startsWith("Retracted")).map((mail) => mail.messageId));
    expect(retractions).toHaveLength(READERS);
    expect(new Set(retractions.map((mail) => mail.inReplyTo))).toEqual(told);
    await server.close();
  });
});

describe("kill -9 of a worker that writes mails into the outbox", () => {
  it.each(["sending", "accepted", "recorded"])('at "%s": each mail is there once and whole', async (point) => {
    const folder = await mkdtemp(join(tmpdir(), "outbox-"));
    await somethingDue();
    expect(await worker(folder, NOW, point).ended).toBe("SIGKILL");
    expect(await worker(folder, AFTERWARDS).ended).toBeNull();
    const files = (await readdir(folder)).filter((name) => !name.startsWith("."));
    expect(files.sort()).toEqual((await messagesOf(store.db)).map(({ id }) => `${id}.eml`).sort());
    for (const file of files) expect(await readFile(join(folder, file), "utf8")).toMatch(/--[\w-]+--\r\n$/);
    expect(await settledDeliveries(store.db)).toEqual({ counts: { delivered: 2 * READERS }, conserved: true });
    await rm(folder, { recursive: true });
  });
});
