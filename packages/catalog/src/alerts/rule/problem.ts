/** What is wrong with a rule: which field, and why, as a sentence goes on after it. */
export type Problem = { readonly field: string; readonly why: string };

/** Text of others, cut and quoted so that it can stand in a sentence. */
export const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
