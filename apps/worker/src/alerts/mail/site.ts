/** What every mail states of us: where the dashboard is, and from whom it comes. */
export type MailSite = {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** Host of the dashboard: message ids and the list's id are made of it. */
  readonly host: string;
  /** One bare address. */
  readonly from: string;
};

export const PRODUCT = "China AI Talent Monitor";

/** The site of an environment; without MAIL_FROM mails come from `monitor@` the dashboard's host. */
export function mailSite(publicUrl: string, mailFrom: string | null): MailSite {
  const host = new URL(publicUrl).hostname;
  return { publicUrl, host, from: mailFrom ?? `monitor@${host}` };
}

/** The links of one person's mails, made of their tokens. */
export type PersonLinks = { readonly manage: string; readonly unsubscribe: string; readonly oneClick: string };

/** Tokens are base64url and need no escaping. */
export function personLinks({ publicUrl }: MailSite, tokens: { readonly manage: string; readonly unsubscribe: string }): PersonLinks {
  return {
    manage: `${publicUrl}/subscriptions/manage?token=${tokens.manage}`,
    unsubscribe: `${publicUrl}/subscriptions/unsubscribe?token=${tokens.unsubscribe}`,
    oneClick: `${publicUrl}/api/v1/subscriptions/unsubscribe?token=${tokens.unsubscribe}`,
  };
}

export const confirmLink = ({ publicUrl }: MailSite, token: string): string => `${publicUrl}/subscriptions/confirm?token=${token}`;
