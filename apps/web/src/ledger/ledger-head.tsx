import { VerdictMark } from "../components/verdict-mark.tsx";
import type { Family } from "../words/verdict-words.ts";

const KEY: readonly (readonly [Family, string])[] = [
  ["for", "Supported; on the newest year: holds"],
  ["against", "Contradicted; on the newest year: does not hold"],
  ["unclear", "Undetermined: the number’s uncertainty spans the threshold"],
  ["none", "No verdict: not checkable, no newer data, lapsed, open"],
];

/** What this page is, and how its signs are read. */
export function LedgerHead({ checkable, opinions }: { checkable: number; opinions: number }) {
  return (
    <div className="grid items-end gap-x-16 gap-y-8 pt-12 pb-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div>
        <h1 className="font-serif text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">
          What the article said about China’s AI talent, held against the evidence
        </h1>
        <p className="mt-5 max-w-3xl text-lg leading-relaxed">
          On 10 February 2025 The New York Times asked what DeepSeek’s success says about China’s ability to nurture talent. Its {checkable}{" "}
          checkable statements are tested here, in our words and in the article’s order, against dated public numbers; its{" "}
          <a href="#opinions">{opinions} opinions</a> are listed, and not tested.
        </p>
      </div>
      <dl className="space-y-1.5 text-[0.9375rem] leading-snug" aria-label="Signs">
        {KEY.map(([family, words]) => (
          <div key={family} className="flex gap-2.5">
            <dt className="pt-0.5">
              <VerdictMark family={family} size={14} />
            </dt>
            <dd className="text-muted">{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
