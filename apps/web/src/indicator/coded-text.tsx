import { indicatorById } from "@talent/catalog/indicators/all";
import { type Carried, href } from "../request/href.ts";

/** A text of the catalogue, in which names of the API stand between backticks: an indicator leads to its page, anything else is set as code. */
export function CodedText({ text, carried }: { text: string; carried: Carried }) {
  return text.split("`").map((part, index) => (index % 2 === 0 ? part : <Name key={part} name={part} carried={carried} />));
}

function Name({ name, carried }: { name: string; carried: Carried }) {
  const code = <code className="text-[0.92em]">{name}</code>;
  return indicatorById(name) ? <a href={href(`/indicators/${name}`, carried)}>{code}</a> : code;
}
