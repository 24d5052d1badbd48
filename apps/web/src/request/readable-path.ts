/** Whether every part of a path as it was sent can be decoded: `%E0%A4%A` and a lone `%` cannot. */
export function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
