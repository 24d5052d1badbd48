import { mailMode } from "./setup.ts";

/** What a reader should know of mails on this installation before asking for them. */
export function MailNotice({ isSetUp }: { isSetUp: boolean }) {
  if (!isSetUp) {
    return (
      <p className="mt-6 max-w-3xl border-l-4 border-unclear pl-5">
        Subscriptions are not set up here: the dashboard was started without <code>SUBSCRIBERS_KEY</code>. <code>npm start</code> makes one
        by itself. The <a href="/feeds/alerts.atom">Atom feed</a> says the same and needs no address.
      </p>
    );
  }
  if (mailMode() !== "files") return null;
  return (
    <p className="mt-6 max-w-3xl border-l-4 border-unclear pl-5">
      No mail server is set on this installation (<code>SMTP_URL</code>): mails are not sent but written as files into the folder{" "}
      <code>outbox</code> of its data folder. The <a href="/feeds/alerts.atom">Atom feed</a> says the same and needs no mail.
    </p>
  );
}
