import type { Metadata } from "next";
import { MessagePage } from "../../../components/page-shell.tsx";
import { mailMode } from "../../../subscribe/setup.ts";

export const metadata: Metadata = { title: "Look into your mail", robots: { index: false, follow: false } };
export const dynamic = "force-dynamic";

/** Shown after the form was sent, to everybody the same. */
export default function SentPage() {
  return (
    <MessagePage title="Look into your mail">
      If a mail can be sent to that address, one is on its way with a link, good for 48 hours. Nothing counts until somebody opens it and
      confirms.
      {mailMode() === "files"
        ? " On this installation mails are not sent: they are written as files into the folder outbox of its data folder."
        : ""}
    </MessagePage>
  );
}
