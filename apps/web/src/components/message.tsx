import type { ReactNode } from "react";
import type { Carried } from "../request/href.ts";
import { href } from "../request/href.ts";
import { Shell } from "./page-shell.tsx";

/** A page that has nothing to show but a reason, and the way back. It asks the store nothing. */
export function Message({ title, carried = {}, children }: { title: string; carried?: Carried; children: ReactNode }) {
  return (
    <Shell path="/" carried={carried} notice={null}>
      <h1 className="mt-14 font-serif text-4xl leading-tight font-semibold">{title}</h1>
      <p className="mt-4 max-w-2xl text-lg">{children}</p>
      <p className="mt-4">
        <a href={href("/", { theme: carried.theme })}>To the ledger as known now</a>
      </p>
    </Shell>
  );
}
