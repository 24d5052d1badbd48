/** True for `YYYY-MM-DD` of a day that exists in the Gregorian calendar. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // The 30th of February is read as a day of March; a month past the twelfth as no date.
  return new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8));
}
