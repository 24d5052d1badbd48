/** One of the publisher's files: its name, which is also its first column, and what it counts. */
export type DataFile = { readonly name: string; readonly indicator: string; readonly unit: string; readonly most: number };

export const FILES: readonly DataFile[] = [
  { name: "developers", indicator: "github-developers", unit: "accounts", most: 200_000_000 },
  { name: "git_pushes", indicator: "github-pushes", unit: "pushes", most: 1_000_000_000 },
  { name: "organizations", indicator: "github-organizations", unit: "organizations", most: 50_000_000 },
  { name: "repositories", indicator: "github-repositories", unit: "repositories", most: 2_000_000_000 },
];

/** Economies with fewer developers than this are not printed, and no count printed so far has been lower. */
export const LEAST_PRINTED = 100;

const BASE = "https://raw.githubusercontent.com/github/innovationgraph/main/data";
const FILE_ADDRESS = /\/github\/innovationgraph\/(?:(?:raw|blob)\/)?[^?#\s]+\/data\/([a-z_]+)\.csv$/i;

export const REQUESTS: readonly string[] = FILES.map(({ name }) => `${BASE}/${name}.csv`);

/** The file an address leads to, whatever version of it; undefined when it is none we read. */
export function fileOfUrl(url: string): DataFile | undefined {
  const name = FILE_ADDRESS.exec(url.split(/[?#\s]/)[0] ?? "")?.[1];
  return FILES.find((file) => file.name === name?.toLowerCase());
}

/** The file whose header stands at the beginning of a text. */
export function fileOfHeader(text: string): DataFile | undefined {
  return FILES.find(({ name }) => new RegExp(`^\\uFEFF?"?${name}"?,"?iso2_code"?,`, "i").test(text));
}
