import { MessagePage } from "../../components/page-shell.tsx";

export const metadata = { title: "Not found" };

/** Shown with status 404. */
export default function NotFoundPage() {
  return (
    <MessagePage title="There is nothing at this address">
      No claim or number has this address, or it was not yet known on the day you asked for. Nothing is shown rather than something else.
    </MessagePage>
  );
}
