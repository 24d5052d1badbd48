/**
 * Milliseconds of processor time that this process has spent. What must not take long is measured by it: time that passes on the wall
 * says as much of what else the machine does.
 */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
