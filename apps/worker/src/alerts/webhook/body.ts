import type { ToldTransition } from "@talent/db/read/subscribers/messages";
import type { PreparedNotice } from "../mail/notice-section.ts";

/** What a receiver gets. The same message always has the same bytes: they are signed, and a call may be repeated. */
export function webhookBody(message: { readonly createdAt: Date }, notices: readonly PreparedNotice[], total: number): string {
  return JSON.stringify({ type: "notices", timestamp: message.createdAt.toISOString(), data: { total, notices: notices.map(noticeJson) } });
}

function noticeJson({ transition, withheld, words, page, evidence }: PreparedNotice) {
  const { facts } = transition;
  const shown = <T>(value: T): T | null => (withheld ? null : value);
  return {
    id: transition.id,
    rule: transition.rule,
    at: transition.at,
    tells: facts.tells,
    cause: facts.cause,
    from: facts.from,
    to: facts.to,
    subject: words.subject,
    why: words.why,
    before: shown(facts.before),
    after: shown(facts.after),
    unit: facts.rule.unit,
    threshold: facts.threshold,
    verdicts: facts.verdicts,
    retracts: transition.retracts,
    withheld,
    page,
    evidence,
  } satisfies Record<string, unknown> & { readonly id: ToldTransition["id"] };
}
