import type { Metadata } from "next";
import { MessagePage } from "../../../components/page-shell.tsx";

export const metadata: Metadata = { title: "Deleted", robots: { index: false, follow: false } };

/** Shown after somebody had their address deleted. It knows nothing of anybody. */
export default function ErasedPage() {
  return (
    <MessagePage title="Your address is deleted">
      Everything was ended, and nothing that leads to you is kept. No further mail comes, and the links in earlier ones lead nowhere.
    </MessagePage>
  );
}
