-- What keeps the public form from being misused, in one row that only the owner of the store may change: no right is granted to anybody else. The
-- functions behind the form read it as the owner.
CREATE TABLE "subscription_limits" (
  "id" integer PRIMARY KEY DEFAULT 1 CHECK ("id" = 1),
  -- Mails that ask one address for a confirmation.
  "confirmations_per_hour" integer NOT NULL DEFAULT 3 CHECK ("confirmations_per_hour" >= 0),
  "confirmations_per_day" integer NOT NULL DEFAULT 6 CHECK ("confirmations_per_day" >= 0),
  -- Open subscriptions of one subscriber.
  "open_subscriptions" integer NOT NULL DEFAULT 100 CHECK ("open_subscriptions" >= 0),
  -- New rules made by readers, of all readers together: they are kept for good.
  "new_rules_per_day" integer NOT NULL DEFAULT 500 CHECK ("new_rules_per_day" >= 0),
  -- An address that nobody confirmed is erased after so many days, so many addresses at a time.
  "unconfirmed_days" integer NOT NULL DEFAULT 7 CHECK ("unconfirmed_days" > 0),
  "erased_at_once" integer NOT NULL DEFAULT 20 CHECK ("erased_at_once" > 0),
  -- Somebody who unsubscribed without ever confirming is not written to for so many days: others sign them up.
  "refused_days" integer NOT NULL DEFAULT 180 CHECK ("refused_days" >= 0),
  -- A link for a confirmation is good for so many hours; a former link to unsubscribe, once renewed, for so many days more.
  "confirm_link_hours" integer NOT NULL DEFAULT 48 CHECK ("confirm_link_hours" > 0),
  "former_link_days" integer NOT NULL DEFAULT 30 CHECK ("former_link_days" >= 0)
);
INSERT INTO "subscription_limits" DEFAULT VALUES;
