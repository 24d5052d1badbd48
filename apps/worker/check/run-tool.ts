import { spawn } from "node:child_process";

export type ToolRun = { readonly code: number | null; readonly output: string };

const running = new Set<ReturnType<typeof spawn>>();

/** Runs a tool with no input and keeps what it prints, colours off. A tool that is not there ends with code null. */
export function runTool(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<ToolRun> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", CI: "1", ...options.env };
    const child = spawn(command, args, { cwd: options.cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    const end = (code: number | null, last = "") => {
      running.delete(child);
      resolve({ code, output: `${Buffer.concat(chunks).toString("utf8")}${last}` });
    };
    child.on("error", (error) => end(null, error.message));
    child.on("close", (code) => end(code));
  });
}

/** Ends every tool that still runs. */
export function endTools(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** Runs jobs in order, at most `width` at once; the results keep the jobs' order. A job that throws ends the whole. */
export async function limitConcurrency<T>(width: number, jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const queue = jobs.entries();
  const worker = async () => {
    for (const [index, job] of queue) results[index] = await job();
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
