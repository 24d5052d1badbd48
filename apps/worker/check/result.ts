/** What one check found. A tool that is not a test runner counts as one test. */
export type Result = { readonly passed: number; readonly failed: number; readonly failures: readonly Failure[] };

export type Failure = { readonly name: string; readonly message: string };

export function passed(count = 1): Result {
  return { passed: count, failed: 0, failures: [] };
}

export function failed(name: string, message: string): Result {
  return { passed: 0, failed: 1, failures: [{ name, message }] };
}

/** The last line of `npm test`, which is read by programs. */
export function verdict(results: readonly Result[]): string {
  const sum = (of: (result: Result) => number) => results.reduce((total, result) => total + of(result), 0);
  return `${sum((result) => result.passed)} passed, ${sum((result) => result.failed)} failed`;
}
