/**
 * Milliseconds of processor time that this process has spent. Time limits are measured by it: wall-clock time
 * depends as much on what else the machine does.
 */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
