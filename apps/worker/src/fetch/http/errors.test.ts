import { describe, expect, it } from "vitest";
import { toUnreachable, Unreachable } from "./errors.ts";

const coded = (code: string, message = code): Error => Object.assign(new Error(message), { code });

describe("why a publisher could not be reached", () => {
  it.each([
    ["ENOTFOUND", "dns"],
    ["EAI_AGAIN", "dns"],
    ["ECONNREFUSED", "refused"],
    ["CERT_HAS_EXPIRED", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["UND_ERR_CONNECT_TIMEOUT", "deadline"],
    ["Z_DATA_ERROR", "undecodable"],
    ["ERR__ERROR_FORMAT_PADDING_1", "undecodable"],
    ["SOMETHING_NEW", "reset"],
  ])("%s is %s", (code, reason) => expect(toUnreachable(coded(code), "example.org").reason).toBe(reason));
  it("checks the cause of the error, and each error of several attempts", () => {
    expect(toUnreachable(new Error("fetch failed", { cause: coded("ENOTFOUND") }), "h").reason).toBe("dns");
    expect(toUnreachable(new AggregateError([coded("ECONNREFUSED"), coded("ENETUNREACH")]), "h").reason).toBe("refused");
  });
  it("keeps one that is typed already", () => {
    const typed = new Unreachable("too_large", "too long");
    expect(toUnreachable(typed, "h")).toBe(typed);
  });
});
