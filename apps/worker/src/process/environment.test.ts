import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "./environment.ts";
import { ExitError } from "./exit.ts";

const FOLDER = tmpdir();
const read = (variables: Record<string, string>) => readEnvironment(variables, FOLDER);

describe("the environment", () => {
  it("has a default for everything", () => {
    expect(read({})).toEqual({
      port: 3000,
      databaseUrl: null,
      webDatabaseUrl: null,
      dataDir: join(FOLDER, ".data"),
      replayDir: null,
      smtpUrl: null,
      mailFrom: null,
      publicUrl: "http://localhost:3000",
      operatorToken: null,
      operatorMail: null,
      subscribersKey: null,
      logLevel: "info",
    });
  });

  it("takes an empty variable as unset, as compose files pass it", () => {
    expect(read({ PORT: "", DATABASE_URL: " ", DATA_DIR: "", REPLAY_DIR: "", LOG_LEVEL: "" })).toEqual(read({}));
  });

  it("keeps given values and normalises them", () => {
    const given = read({
      PORT: "8080",
      DATABASE_URL: "postgres://me:secret@db.example.org/monitor",
      WEB_DATABASE_URL: "postgresql:///monitor?host=/run/postgresql",
      DATA_DIR: "elsewhere/data",
      REPLAY_DIR: ".",
      SMTP_URL: "smtps://mail.example.org:465",
      MAIL_FROM: "monitor@example.org",
      PUBLIC_URL: "https://monitor.example.org/talent/",
      OPERATOR_TOKEN: "s3cret",
      OPERATOR_MAIL: "operator@Example.org",
      SUBSCRIBERS_KEY: "0123456789abcdef0123456789abcdef",
      LOG_LEVEL: "DEBUG",
    });
    expect(given).toEqual({
      port: 8080,
      databaseUrl: "postgres://me:secret@db.example.org/monitor",
      webDatabaseUrl: "postgresql:///monitor?host=/run/postgresql",
      dataDir: join(FOLDER, "elsewhere/data"),
      replayDir: FOLDER,
      smtpUrl: "smtps://mail.example.org:465",
      mailFrom: "monitor@example.org",
      publicUrl: "https://monitor.example.org/talent",
      operatorToken: "s3cret",
      operatorMail: "operator@example.org",
      subscribersKey: "0123456789abcdef0123456789abcdef",
      logLevel: "debug",
    });
  });

  it("names the dashboard's own port where no public address is given", () => {
    expect(read({ PORT: "4100" }).publicUrl).toBe("http://localhost:4100");
  });

  it.each([
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "80.5"],
    ["PORT", "0x50"],
    ["PORT", "-1"],
    ["PORT", "http"],
    ["DATABASE_URL", "mysql://db.example.org/monitor"],
    ["DATABASE_URL", "db.example.org"],
    ["DATABASE_URL", "postgresql:///nowhere"],
    ["WEB_DATABASE_URL", "http://db.example.org"],
    ["DATA_DIR", "a\0b"],
    ["REPLAY_DIR", "no-such-folder-here"],
    ["SMTP_URL", "https://mail.example.org"],
    ["MAIL_FROM", "a@example.org, b@example.org"],
    ["MAIL_FROM", "Monitor <a@example.org>"],
    ["MAIL_FROM", "a@example.org\r\nBcc: evil@example.org"],
    ["PUBLIC_URL", "monitor.example.org"],
    ["PUBLIC_URL", "ftp://monitor.example.org"],
    ["PUBLIC_URL", "https://monitor.example.org/?q=1"],
    ["OPERATOR_TOKEN", "two words"],
    ["OPERATOR_TOKEN", "sécret"],
    ["OPERATOR_MAIL", "a@example.org, b@example.org"],
    ["OPERATOR_MAIL", "a@example.org\r\nBcc: evil@example.org"],
    ["SUBSCRIBERS_KEY", "too short"],
    ["SUBSCRIBERS_KEY", "thirty-two characters, with spaces"],
    ["LOG_LEVEL", "loud"],
  ])("refuses %s=%j with one sentence that names it", (name, value) => {
    const halt = haltOf(() => read({ [name]: value }));
    expect(halt.message).toMatch(new RegExp(`^${name} must be [^\n]+\\.$`));
    expect(halt.exitCode).toBe(2);
  });

  it("never repeats a secret in its sentence", () => {
    expect(haltOf(() => read({ DATABASE_URL: "mysql://me:hunter2@db/monitor" })).message).not.toContain("hunter2");
    expect(haltOf(() => read({ OPERATOR_TOKEN: "hunter2 hunter3" })).message).not.toContain("hunter2");
    expect(haltOf(() => read({ SUBSCRIBERS_KEY: "hunter2" })).message).not.toContain("hunter2");
  });
});

function haltOf(act: () => unknown): ExitError {
  try {
    act();
  } catch (error) {
    if (error instanceof ExitError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
