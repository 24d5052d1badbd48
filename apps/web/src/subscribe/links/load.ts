import { database } from "../../store/database.ts";
import { nodePackages } from "../../store/node-packages.ts";
import { currentSourceTitles } from "../../store/sources.ts";
import { readScope, type Scope } from "../scope.ts";
import { configuredSubscriberKey } from "../setup.ts";

type LinkModule = Awaited<ReturnType<typeof nodePackages.subscriptionsLink>>;
export type ConfirmLink = NonNullable<Awaited<ReturnType<LinkModule["readConfirmLink"]>>>;
export type UnsubscribeLink = NonNullable<Awaited<ReturnType<LinkModule["readUnsubscribeLink"]>>>;
export type ManageLink = NonNullable<Awaited<ReturnType<LinkModule["readManageLink"]>>>;

/** What the page behind a link for a confirmation shows; null for a token of nobody. */
export async function loadConfirmLink(token: string): Promise<ConfirmLink | null> {
  const { readConfirmLink: confirmLink } = await nodePackages.subscriptionsLink();
  return confirmLink(await database(), token, new Date());
}

/** What the page behind a link to unsubscribe shows; null for a token of nobody. */
export async function loadUnsubscribeLink(token: string): Promise<UnsubscribeLink | null> {
  const { readUnsubscribeLink: unsubscribeLink } = await nodePackages.subscriptionsLink();
  return unsubscribeLink(await database(), token, new Date());
}

/** What the manage page shows; null for a token of nobody, and where no key is set up. */
export async function loadManageLink(token: string): Promise<ManageLink | null> {
  const [key, { readManageLink: manageLink }] = await Promise.all([configuredSubscriberKey(), nodePackages.subscriptionsLink()]);
  return key && manageLink(await database(), key, token, new Date());
}

/** Scopes in words, by their text; one that is gone from the catalogue keeps its text. */
export async function loadScopes(texts: readonly string[]): Promise<ReadonlyMap<string, Scope>> {
  const titles = await currentSourceTitles();
  const found = await Promise.all(
    [...new Set(texts)].map(async (text): Promise<[string, Scope]> => [text, (await readScope(text, titles)) ?? goneScope(text)]),
  );
  return new Map(found);
}

const goneScope = (text: string): Scope => ({ text, kind: "rule", id: text, name: `${text}, which is no longer watched`, page: null });
