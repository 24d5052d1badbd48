export type LockHolder = { readonly pid: number; readonly birth: string | null; readonly note: Readonly<Record<string, unknown>> };
export type LockTaken = { readonly release: () => void; readonly heldBy?: undefined };
export type LockRefused = { readonly heldBy: LockHolder; readonly release?: undefined };

export function takeLock(
  path: string,
  options?: { waitMs?: number; note?: Record<string, unknown>; onWait?: (holder: LockHolder | null) => void },
): Promise<LockTaken | LockRefused>;
export function lockHolder(path: string): LockHolder | null;
export function isAlive(pid: number): boolean;
