const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u;
const NARROW = /[ .,:;'|!()[\]ijlIft·]/u;

/** Estimated width of a line of text in the same unit as `fontSize`; a server has no font to measure, so this is the page's own font, a little to the wide side. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += WIDE.test(character) ? 1.02 : NARROW.test(character) ? 0.3 : 0.535;
  return ems * fontSize;
}
