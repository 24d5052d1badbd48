import { Shell } from "../page/shell.tsx";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Shell path="/" carried={{}} notice={null}>
      <h1 className="mt-14 font-serif text-4xl leading-tight font-semibold">There is nothing at this address</h1>
      <p className="mt-4 max-w-2xl text-lg">
        No claim or number has this address, or it was not yet known on the day you asked for. Nothing is shown rather than something else.
      </p>
      <p className="mt-4">
        <a href="/">To the ledger</a>
      </p>
    </Shell>
  );
}
