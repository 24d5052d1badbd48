import type { SeriesKey } from "@talent/core/observation/observation";
import { quoted } from "../alerts/rule/problem.ts";
import { InvalidRule } from "../alerts/rule/read-rule.ts";
import { isArea } from "../areas/all.ts";
import { indicatorById } from "../indicators/all.ts";
import { keyProblem } from "../series/key-problem.ts";

/** The key of a series of the catalogue. Throws InvalidRule that names the field, with `prefix` before it. */
export function seriesOf({ indicator, area, dimensions }: SeriesKey, prefix = ""): SeriesKey {
  if (indicatorById(indicator) === undefined)
    throw new InvalidRule({ field: `${prefix}indicator`, why: `names ${quoted(indicator)}, which is no indicator` });
  if (!isArea(area)) throw new InvalidRule({ field: `${prefix}area`, why: `names ${quoted(area)}, which is no area` });
  const key = { indicator, area, dimensions };
  const problem = keyProblem(key);
  if (problem !== null) throw new InvalidRule({ field: `${prefix}dimensions`, why: `name no series: ${problem}` });
  return key;
}
