/** A field that people do not see and programs fill in. */
export const HONEYPOT = "website";

/** The members of a body that settings are read from. */
export const SETTINGS_FIELDS = ["cadence", "locale", "time_zone", "quiet_from", "quiet_to"] as const;

/** Every member that a body asking to be told may have. */
export const WISH_FIELDS = ["address", "scopes", "include_future", "rule", HONEYPOT, ...SETTINGS_FIELDS] as const;

/** What somebody can do with a manage link. */
export const MANAGE_ACTS = ["settings", "end", "restart", "renew", "unsubscribe", "erase"] as const;

/** Every member that such an act may have beside its token. */
export const MANAGE_FIELDS = ["act", "subscription", ...SETTINGS_FIELDS] as const;
