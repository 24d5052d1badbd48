import { sayWhy } from "./halt.ts";
import { buildWeb } from "./web-build.ts";

// For container images: what `npm start` would build at its first start, built beforehand.
try {
  await buildWeb();
} catch (error) {
  process.exitCode = sayWhy(error);
}
