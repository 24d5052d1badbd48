import type { Settings } from "@talent/db/write/subscribers/subscriptions";

export const CADENCE_WORDS: Readonly<Record<Settings["cadence"], string>> = {
  instant: "At once",
  daily: "Once a day, at 7 in the morning",
  weekly: "Once a week, on Monday at 7 in the morning",
};

export const LOCALE_WORDS: Readonly<Record<Settings["locale"], string>> = { en: "English", "zh-CN": "简体中文 (Chinese)" };

/** "22:00". */
export const hourWords = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

type Quiet = { readonly quietFrom: number | null; readonly quietTo: number | null; readonly timeZone: string };

/** When no mail comes, or that there is no such time. */
export function quietWords({ quietFrom, quietTo, timeZone }: Quiet): string {
  if (quietFrom === null || quietTo === null) return `No quiet hours (${timeZone})`;
  return `Quiet from ${hourWords(quietFrom)} to ${hourWords(quietTo)} (${timeZone}); what happens then waits`;
}
