/** Every time zone of the IANA database that a person may choose, UTC first. */
export const TIME_ZONES: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

const KNOWN: ReadonlySet<string> = new Set(TIME_ZONES);

export const isTimeZone = (text: string): boolean => KNOWN.has(text);
