/** One Allow or Disallow line: its pattern as printed, and as it is compared. */
export type RobotsRule = { readonly line: number; readonly allow: boolean; readonly printed: string; readonly pieces: readonly string[] };

/** The rules of a robots.txt for one product. `delaySeconds` is its Crawl-delay, which RFC 9309 leaves open and we honour. */
export type RobotsRules = { readonly rules: readonly RobotsRule[]; readonly delaySeconds: number | null };

type Group = { readonly agents: string[]; readonly rules: RobotsRule[]; delaySeconds: number | null };

const LINE = /^[\t ]*([A-Za-z-]+)[\t ]*:[\t ]*(.*?)[\t ]*$/;

/**
 * The rules for `product` (RFC 9309 2.2): those of every group that names it, without regard to case; if none does, those of the groups for
 * `*`; if there is none either, no rules. Lines of other kinds are ignored and end no group.
 */
export function parseRobots(text: string, product: string): RobotsRules {
  const groups = parseGroups(text);
  const named = groups.filter((group) => group.agents.includes(product.toLowerCase()));
  const mine = named.length > 0 ? named : groups.filter((group) => group.agents.includes("*"));
  const delays = mine.flatMap((group) => group.delaySeconds ?? []);
  return { rules: mine.flatMap((group) => group.rules), delaySeconds: delays.length === 0 ? null : Math.max(...delays) };
}

function parseGroups(text: string): Group[] {
  const groups: Group[] = [];
  let naming = false;
  for (const [index, raw] of linesOf(text).entries()) {
    const [, field = "", value = ""] = LINE.exec(raw.replace(/#.*$/, "")) ?? [];
    const key = field.toLowerCase();
    if (key === "user-agent") {
      if (!naming) groups.push({ agents: [], rules: [], delaySeconds: null });
      groups.at(-1)?.agents.push(productToken(value));
      naming = true;
    }
    const group = groups.at(-1);
    if (group === undefined) continue;
    if (key === "crawl-delay" && /^\d{1,6}(\.\d+)?$/.test(value)) group.delaySeconds = Number(value);
    if (key !== "allow" && key !== "disallow") continue;
    naming = false;
    // An empty pattern forbids nothing and allows nothing.
    if (value !== "") group.rules.push({ line: index + 1, allow: key === "allow", printed: value, pieces: piecesOf(value) });
  }
  return groups;
}

function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
}

/** `Name/1.2 (words)` names the product `name`; anything that does not begin with a letter names none. */
function productToken(value: string): string {
  return value.startsWith("*") ? "*" : (/^[A-Za-z_-]+/.exec(value)?.[0].toLowerCase() ?? "");
}

/** The pattern cut at its asterisks; an end mark stands as a last piece of its own. A pattern that starts with neither "/" nor "*" is taken from the root. */
function piecesOf(pattern: string): string[] {
  const rooted = /^[/*]/.test(pattern) ? pattern : `/${pattern}`;
  const anchored = rooted.endsWith("$");
  const pieces = (anchored ? rooted.slice(0, -1) : rooted).split("*").map(normalizeOctets);
  return anchored ? [...pieces, END] : pieces;
}

const END = "$";

/** The rule that decides about a URL: the one with the most octets, Allow before Disallow among equals; null when none matches (then it may be requested). */
export function decidingRule({ rules }: RobotsRules, url: URL): RobotsRule | null {
  const path = normalizeOctets(url.pathname + url.search);
  let best: RobotsRule | null = null;
  for (const rule of rules) {
    if (!matches(rule.pieces, path)) continue;
    const more = best === null ? 1 : octets(rule) - octets(best);
    if (more > 0 || (more === 0 && rule.allow)) best = rule;
  }
  return best;
}

function octets(rule: RobotsRule): number {
  const anchored = rule.pieces.length > 1 && rule.pieces.at(-1) === END;
  return rule.pieces.join("*").length - (anchored ? 1 : 0);
}

/** Without regular expressions: each piece is sought once, so that no pattern of a publisher makes us spin. */
function matches(pieces: readonly string[], path: string): boolean {
  const anchored = pieces.length > 1 && pieces.at(-1) === END;
  const [first = "", ...rest] = anchored ? pieces.slice(0, -1) : pieces;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = anchored ? rest.pop() : undefined;
  for (const piece of rest) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  if (!anchored) return true;
  if (last === undefined) return at === path.length;
  return path.endsWith(last) && path.length - last.length >= at;
}

/** Text as its octets are compared (RFC 9309 2.2.2): what needs no escape bare, all else as %XX in capitals, so that `*` and `$` in a path are no marks. */
function normalizeOctets(text: string): string {
  return text
    .replace(/[^\x21-\x7e]|[*$]/gu, (odd) => [...Buffer.from(odd)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""))
    .replace(/%[0-9A-Fa-f]{2}/g, (coded) => {
      const plain = String.fromCharCode(Number.parseInt(coded.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(plain) ? plain : coded.toUpperCase();
    });
}
