import { LOG_LEVELS, type LogLevel } from "./environment.ts";

export type Log = (level: LogLevel, message: string) => void;

/** A log on stderr, one line per event with its instant, that leaves out what is less urgent than `threshold`. */
export function createLog(threshold: LogLevel, write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  const most = LOG_LEVELS.indexOf(threshold);
  return (level, message) => {
    if (LOG_LEVELS.indexOf(level) > most) return;
    write(`${new Date().toISOString()} ${level} ${message.replace(/[\p{Cc}\u2028\u2029]+/gu, " ")}\n`);
  };
}

/** The message of whatever was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
