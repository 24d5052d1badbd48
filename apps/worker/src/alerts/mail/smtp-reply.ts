import { keptReply, type Result, type Trouble } from "../attempt-result.ts";

/** What nodemailer says of a mail that was not accepted. */
type SmtpError = Error & {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
  readonly syscall?: string;
};

/** Codes (RFC 5321) by which a server refuses a recipient; said of a recipient alone, bad syntax is one too. */
const NO_SUCH_RECIPIENT: ReadonlySet<number> = new Set([550, 551, 553]);
const BAD_SYNTAX = 501;

/** The result of an attempt that failed, by the server's reply (RFC 5321, RFC 3463), or by how the connection to it was lost. */
export function smtpFailure(error: unknown): Result {
  const failed = (error instanceof Error ? error : new Error(String(error))) as SmtpError;
  return { code: failed.responseCode ?? null, reply: keptReply(failed.response ?? failed.message), trouble: troubleOf(failed) };
}

function troubleOf(error: SmtpError): Trouble {
  const { responseCode: code, command = "", response = "" } = error;
  if (code === undefined) return isAway(error) ? "away" : "rests";
  if (isAway(error)) return "away";
  // A server may close with it at any time; to which command it belonged is not told.
  if (code === 421) return "rests";
  if (!["MAIL FROM", "RCPT TO", "DATA"].includes(command)) return "away";
  if (code < 500) return "later";
  // A sender that is refused is a fault of ours: nobody's notices are given up for it.
  if (command === "MAIL FROM") return "away";
  return isAddress(code, response) || (code === BAD_SYNTAX && command === "RCPT TO") ? "address" : "message";
}

/** An enhanced code decides where there is one: 550 5.7.1 is about us or the mail, 554 5.1.1 about the address. */
function isAddress(code: number, response: string): boolean {
  const subject = /^\d{3}[ -]5\.(\d{1,3})\.\d{1,3}\b/.exec(response)?.[1];
  return subject === undefined ? NO_SUCH_RECIPIENT.has(code) : subject === "1";
}

/** No conversation began: no name, no connection, no greeting, no TLS, no login. */
function isAway({ code, syscall, message }: SmtpError): boolean {
  return (
    ["EDNS", "EAUTH", "ETLS", "EPROXY"].includes(code ?? "") ||
    ["connect", "getaddrinfo"].includes(syscall ?? "") ||
    /^(Greeting never received|Invalid greeting|Connection timeout)/.test(message)
  );
}
