import { buildWeb } from "../dashboard/build.ts";
import { reportError } from "../process/exit.ts";

// For container images: what `npm start` would build at its first start, built beforehand.
try {
  await buildWeb();
} catch (error) {
  process.exitCode = reportError(error);
}
