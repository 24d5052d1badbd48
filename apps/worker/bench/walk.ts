import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { testDatabase } from "@talent/db/testing/database";
import { ROOT } from "../src/process/paths.ts";
import { type Measurement, median } from "./measurement.ts";

import type { WalkPace } from "./walk-pace.ts";

const CAPTURES = join(ROOT, "../shared/captures");
const PACE = fileURLToPath(new URL("./walk-pace.ts", import.meta.url));
const LIMIT_SECONDS = 180;
const LIMIT_MB = 1536;
/** Memory that grows with what was walked would not stop at a tenth more in the second half of it; what is resident also waits to be collected. */
const FLAT = { kept: 1.1, resident: 1.25 };

/** The walk over everything recorded, from an empty store to the assessed ledger, its memory, and the second start that has nothing to do. */
export async function run(): Promise<readonly Measurement[]> {
  if (!existsSync(CAPTURES)) return [];
  const { url, drop } = await testDatabase();
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", PACE, url, CAPTURES]);
    return measured(JSON.parse(stdout) as WalkPace);
  } finally {
    await drop();
  }
}

function measured({ seconds, secondsAgain, resident, peak, kept }: WalkPace): Measurement[] {
  const quarter = (from: number, to: number) => median(resident.slice((resident.length * from) / 4, (resident.length * to) / 4));
  const limit = { against: "the limit", target: { atMost: 1 } } as const;
  const [third, fourth] = [quarter(2, 3), quarter(3, 4)];
  return [
    { what: "full replay to the assessed ledger", unit: "s", ours: seconds, reference: LIMIT_SECONDS, ...limit },
    {
      what: "walk again, nothing to do",
      unit: "s",
      ours: secondsAgain,
      reference: seconds,
      against: "the first",
      target: { atMost: 0.05 },
    },
    { what: "worker's memory at its peak", unit: "MB resident", ours: peak, reference: LIMIT_MB, ...limit },
    {
      what: "worker's memory in the last quarter of the stamps",
      unit: "MB resident, median",
      ours: fourth,
      reference: third,
      against: "the third quarter",
      target: { atMost: FLAT.resident },
    },
    {
      what: "worker's memory after a collection, at the end",
      unit: "MB kept",
      ours: kept.end,
      reference: kept.halfway,
      against: "halfway",
      target: { atMost: FLAT.kept },
    },
  ];
}
