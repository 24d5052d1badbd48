import { type IncomingHttpHeaders, request } from "node:http";

export type RawAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

/** One request with its path exactly as given: `fetch` would tidy it up first. */
export function rawRequest(site: string, method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(site);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        body += piece;
      });
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

/** The same, and where it leads on this site, at most four steps. */
export async function followRedirects(
  site: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  let answer = await rawRequest(site, method, path, headers);
  for (let step = 0; step < 4 && answer.status >= 300 && answer.status < 400 && answer.headers.location; step += 1) {
    const next = new URL(answer.headers.location, site);
    answer = await rawRequest(site, method, next.pathname + next.search, headers);
  }
  return answer;
}
