import type { LocalizedText } from "../alert/rule.ts";

/** What a thing is called. Where there is no Chinese (zh-CN), English stands in. */
export type Name = { readonly en: string; readonly zh?: string };

/** A name in every language notices are written in. */
export const localized = ({ en, zh = en }: Name): LocalizedText => ({ en, "zh-CN": zh });
