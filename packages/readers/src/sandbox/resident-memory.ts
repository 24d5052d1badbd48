import { readFileSync } from "node:fs";

/** Memory a process keeps resident, in MiB, from Linux's /proc; null elsewhere or once it is gone. V8's own limit does not count buffers, this does. */
export function residentMegabytes(pid: number | undefined): number | null {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  } catch {
    return null;
  }
}
