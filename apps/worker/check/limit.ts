/** Runs jobs in order, at most `width` at once; the results keep the jobs' order. A job that throws ends the whole. */
export async function atMost<T>(width: number, jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const queue = jobs.entries();
  const worker = async () => {
    for (const [index, job] of queue) results[index] = await job();
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
