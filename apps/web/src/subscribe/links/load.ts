import {
  type ConfirmLink,
  type ManageLink,
  readConfirmLink,
  readManageLink,
  readUnsubscribeLink,
  type UnsubscribeLink,
} from "@talent/db/read/subscribers/subscriber-links";
import { db } from "../../store/database.ts";
import { currentSourceTitles } from "../../store/sources.ts";
import { readScope, type Scope } from "../scope.ts";
import { configuredSubscriberKey } from "../setup.ts";

/** What the page behind a link for a confirmation shows; null for a token of nobody. */
export async function loadConfirmLink(token: string): Promise<ConfirmLink | null> {
  return readConfirmLink(db(), token, new Date());
}

/** What the page behind a link to unsubscribe shows; null for a token of nobody. */
export async function loadUnsubscribeLink(token: string): Promise<UnsubscribeLink | null> {
  return readUnsubscribeLink(db(), token, new Date());
}

/** What the manage page shows; null for a token of nobody, and where no key is set up. */
export async function loadManageLink(token: string): Promise<ManageLink | null> {
  const key = configuredSubscriberKey();
  return key && readManageLink(db(), key, token, new Date());
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
