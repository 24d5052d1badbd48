import { userInfo } from "node:os";

/** Under whose name an act by hand is recorded. */
export function whoAmI(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
