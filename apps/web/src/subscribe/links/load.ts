import { database } from "../../store/database.ts";
import { nodePackages } from "../../store/node-packages.ts";
import { sourceTitles } from "../../store/sources.ts";
import { readScope, type Scope } from "../scope.ts";
import { subscriberKeyHere } from "../setup.ts";

type Links = Awaited<ReturnType<typeof nodePackages.subscriptionsLink>>;
export type ConfirmLink = NonNullable<Awaited<ReturnType<Links["confirmLink"]>>>;
export type UnsubscribeLink = NonNullable<Awaited<ReturnType<Links["unsubscribeLink"]>>>;
export type ManageLink = NonNullable<Awaited<ReturnType<Links["manageLink"]>>>;

/** What the page behind a link for a confirmation shows; null for a token of nobody. */
export async function confirmView(token: string): Promise<ConfirmLink | null> {
  const { confirmLink } = await nodePackages.subscriptionsLink();
  return confirmLink(await database(), token, new Date());
}

/** What the page behind a link to unsubscribe shows; null for a token of nobody. */
export async function unsubscribeView(token: string): Promise<UnsubscribeLink | null> {
  const { unsubscribeLink } = await nodePackages.subscriptionsLink();
  return unsubscribeLink(await database(), token, new Date());
}

/** What the manage page shows; null for a token of nobody, and where no key is set up. */
export async function manageView(token: string): Promise<ManageLink | null> {
  const [key, { manageLink }] = await Promise.all([subscriberKeyHere(), nodePackages.subscriptionsLink()]);
  return key && manageLink(await database(), key, token, new Date());
}

/** Scopes in words, by their text; one that is gone from the catalogue keeps its text. */
export async function scopesInWords(texts: readonly string[]): Promise<ReadonlyMap<string, Scope>> {
  const titles = await sourceTitles();
  const found = await Promise.all(
    [...new Set(texts)].map(async (text): Promise<[string, Scope]> => [text, (await readScope(text, titles)) ?? gone(text)]),
  );
  return new Map(found);
}

const gone = (text: string): Scope => ({ text, kind: "rule", id: text, name: `${text}, which is no longer watched`, page: null });
