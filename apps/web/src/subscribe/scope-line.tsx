import { type Carried, href } from "../request/href.ts";
import { SCOPE_KIND_WORDS, type Scope } from "./scope.ts";

/** A thing that somebody is told of, in words, with a link to its page. */
export function ScopeLine({ scope, carried = {} }: { scope: Scope; carried?: Carried }) {
  const name = scope.page ? <a href={pageOf(scope.page, carried)}>{scope.name}</a> : scope.name;
  if (scope.kind === "everything") return <>Everything: {name}</>;
  if (scope.kind === "operator") return <>{SCOPE_KIND_WORDS.operator}</>;
  return (
    <>
      <span className="text-muted">{SCOPE_KIND_WORDS[scope.kind]}</span> {name}
    </>
  );
}

function pageOf(page: string, carried: Carried): string {
  const [path = "", query = ""] = page.split("?");
  return href(path, carried, Object.fromEntries(new URLSearchParams(query)));
}
