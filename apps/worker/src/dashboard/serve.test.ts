import { createServer } from "node:net";
import { expect, it } from "vitest";
import { checkPort } from "./serve.ts";

it("a taken PORT is reported in one sentence that names it, and a free one is not", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, resolve));
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await expect(checkPort(port)).rejects.toThrow(`PORT ${port} is taken by another program; stop it, or set PORT to a free one.`);
  await new Promise((resolve) => other.close(resolve));
  await expect(checkPort(port)).resolves.toBeUndefined();
});

it("a PORT taken on IPv4 alone is taken", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await expect(checkPort(port)).rejects.toThrow(/^PORT \d+ is taken/);
  await new Promise((resolve) => other.close(resolve));
});
