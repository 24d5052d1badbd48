import { spawn } from "node:child_process";

/** Runs a program to its end, its output on our stderr, and resolves to its exit code (null when a signal ended it). `signal` ends it with SIGTERM. */
export function runChild(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string>; signal?: AbortSignal },
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, stdio: ["ignore", 2, 2] });
    const end = () => child.kill("SIGTERM");
    options.signal?.addEventListener("abort", end);
    child.on("error", reject);
    child.on("exit", (code) => {
      options.signal?.removeEventListener("abort", end);
      resolve(code);
    });
  });
}
