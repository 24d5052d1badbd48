import { claimName } from "@talent/catalog/claims/all";
import { indicatorTitle } from "@talent/catalog/series/series-name";
import type { Locale, LocalizedText } from "@talent/core/alert/rule";
import type { Db } from "@talent/db/connect";
import { confirmRequests, noticesOfMessages } from "@talent/db/read/subscribers/messages";
import type { SubscriberKey } from "@talent/db/subscriber-key";
import type { ClaimedMessage } from "@talent/db/write/deliveries/claim-messages";
import { builtInRuleById, sourceName } from "../built-in-rules.ts";
import { composeConfirmation, composeNotices, type Envelope, type Mail } from "../mail/compose.ts";
import { confirmLink, type MailSite, personLinks } from "../mail/site.ts";
import { mailTexts } from "../mail/texts.ts";
import { type WebhookCall, webhookBody } from "../webhook/call.ts";

import type { NoticeCache } from "./prepare-notices.ts";

/** Most notices that are listed in one message; of the others only the count. */
export const MAX_LISTED = 50;

/** A claimed message, written and addressed. */
export type OutgoingMessage = { readonly message: ClaimedMessage } & (
  | { readonly channel: "mail"; readonly mail: Mail }
  | { readonly channel: "webhook"; readonly call: Omit<WebhookCall, "at"> }
);

export type ComposerParts = { readonly db: Db; readonly key: SubscriberKey; readonly site: MailSite; readonly noticeCache: NoticeCache };

/** The sealed address or secret of a subscriber cannot be opened: the store was made under another key. */
export class WrongKey extends Error {
  override readonly name = "WrongKey";
}

/** Composes each message of a batch when it is requested; what several of them need is read once. */
export async function messageComposer(
  parts: ComposerParts,
  messages: readonly ClaimedMessage[],
): Promise<(message: ClaimedMessage) => Promise<OutgoingMessage>> {
  const idsOf = (kind: ClaimedMessage["kind"]): string[] => messages.filter((message) => message.kind === kind).map(({ id }) => id);
  const [told, asked] = await Promise.all([
    noticesOfMessages(parts.db, idsOf("notices"), MAX_LISTED),
    confirmRequests(parts.db, idsOf("confirm")),
  ]);
  return async (message) => {
    if (message.kind === "confirm") {
      const request = asked.get(message.id);
      if (request === undefined) throw new RangeError("nobody asked for this confirmation");
      const { locale, scopes, rules } = request;
      const things = scopes.map((scope) => scopeTitle(scope, locale, rules));
      const token = parts.key.token("confirm", [message.person.id, ...[...(message.about.subscriptions ?? [])].sort()]);
      const envelope = { ...envelopeOf(parts, message), locale };
      return {
        message,
        channel: "mail",
        mail: composeConfirmation(parts.site, envelope, { ...request, things, confirm: confirmLink(parts.site, token) }),
      };
    }
    const { notices: ids = [], total = 0 } = told.get(message.id) ?? {};
    const isMail = message.person.channel === "mail";
    const prepared = await parts.noticeCache.prepare(ids, message.person.locale, isMail && total === 1);
    const notices = ids.flatMap((id) => prepared.get(id) ?? []);
    if (isMail) return { message, channel: "mail", mail: composeNotices(parts.site, envelopeOf(parts, message), { notices, total }) };
    const secrets = signingSecrets(parts.key, message);
    const url = openSealed(parts.key, message.person.address);
    return { message, channel: "webhook", call: { id: message.id, url, body: webhookBody(message, notices, total), secrets } };
  };
}

function envelopeOf({ key, site }: ComposerParts, { id, createdAt, inReplyTo, person }: ClaimedMessage): Envelope {
  const about = [person.id, String(person.generation)];
  const links = personLinks(site, { manage: key.token("manage", about), unsubscribe: key.token("unsubscribe", about) });
  return { id, createdAt, inReplyTo, address: openSealed(key, person.address), locale: person.locale, links };
}

/** The former secret signs as well while receivers change over. The instant is the message's own, so that a repeated call is signed alike. */
function signingSecrets(key: SubscriberKey, { person, createdAt }: ClaimedMessage): string[] {
  const { secret, formerSecret, formerSecretUntil } = person;
  const former = formerSecretUntil !== null && formerSecretUntil > createdAt ? formerSecret : null;
  return [secret, former].flatMap((sealed) => (sealed === null ? [] : [openSealed(key, sealed)]));
}

function openSealed(key: SubscriberKey, sealed: Buffer): string {
  try {
    return key.open(sealed);
  } catch (error) {
    throw new WrongKey("what is stored of a subscriber cannot be opened with SUBSCRIBERS_KEY", { cause: error });
  }
}

/** What a scope is called; `rules` are the names of user rules, by id. An unknown id is shown as it is. */
function scopeTitle(scope: string, locale: Locale, rules: ReadonlyMap<string, LocalizedText>): string {
  const { confirm } = mailTexts(locale);
  if (scope === "everything") return confirm.everything;
  if (scope === "operator") return confirm.operator;
  const [kind = "", id = ""] = [scope.slice(0, scope.indexOf(":")), scope.slice(scope.indexOf(":") + 1)];
  switch (kind) {
    case "claim":
      return claimName(id)[locale];
    case "indicator":
      return indicatorTitle(id)[locale];
    case "source":
      return sourceName(id)[locale];
    default:
      return (builtInRuleById(id)?.name ?? rules.get(id))?.[locale] ?? id;
  }
}
