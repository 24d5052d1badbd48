/** A sample of the text format of Prometheus. */
export type MetricSample = { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: number };

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\n"])*)"(?:,|$)/y;

/** Reads metrics strictly: every sample under its own HELP and TYPE, no line twice. Throws with the line that is none. */
export function readExposition(text: string): { samples: MetricSample[]; types: Map<string, string> } {
  const [samples, types, seen] = [[] as MetricSample[], new Map<string, string>(), new Set<string>()];
  if (!text.endsWith("\n")) throw new Error("the last line does not end");
  let about = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const [, kind, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === "HELP") about = name;
    else if (kind === "TYPE" && name === about && !types.has(name) && /^(counter|gauge)$/.test(rest)) types.set(name, rest);
    else samples.push(readSample(line, about, seen));
  }
  return { samples, types };
}

function readSample(line: string, about: string, seen: Set<string>): MetricSample {
  const [, name = "", labels = "", value = ""] = SAMPLE.exec(line) ?? [];
  const series = line.slice(0, -value.length);
  if (name === "" || name !== about || seen.has(series) || Number.isNaN(Number(value))) throw new Error(`no sample: ${line}`);
  seen.add(series);
  return { name, labels: readLabels(labels), value: Number(value) };
}

function readLabels(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  LABEL.lastIndex = 0;
  for (let at = 0; at < text.length; at = LABEL.lastIndex) {
    const [, name = "", value = ""] = LABEL.exec(text) ?? [];
    if (name === "") throw new Error(`no labels: ${text}`);
    found[name] = value;
  }
  return found;
}
