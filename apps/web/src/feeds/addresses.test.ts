import { afterEach, describe, expect, it, vi } from "vitest";
import { absoluteUrl, tagUri } from "./addresses.ts";

afterEach(() => vi.unstubAllEnvs());

describe("addresses as the outside sees them", () => {
  it.each([
    ["https://monitor.example.org/talent/", "https://monitor.example.org/talent/claims/x", "monitor.example.org"],
    ["http://localhost:3000", "http://localhost:3000/claims/x", "localhost"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/claims/x", "127.0.0.1"],
    ["http://[::1]:3000", "http://[::1]:3000/claims/x", "localhost"],
    ["", "http://localhost:4000/claims/x", "localhost"],
  ])("of %j begin there, and ids have its host name", (url, address, host) => {
    vi.stubEnv("PUBLIC_URL", url);
    vi.stubEnv("PORT", "4000");
    expect(absoluteUrl("/claims/x")).toBe(address);
    expect(tagUri("live", "change", "7")).toBe(`tag:${host},2026-11-28:live:change:7`);
  });
});
