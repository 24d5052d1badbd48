import { MessagePage } from "../../components/page-shell.tsx";

export const metadata = { title: "Unavailable" };

/** Shown with status 503 while the database does not answer. */
export default function Unavailable() {
  return (
    <MessagePage title="The evidence cannot be reached">
      The database does not answer at the moment. Nothing is shown rather than old numbers. Try again in a minute.
    </MessagePage>
  );
}
