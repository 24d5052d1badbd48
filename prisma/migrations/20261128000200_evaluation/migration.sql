-- When the clock alone may move a rule on: a deadline that passes, a fact that is dated ahead. NULL: never.
ALTER TABLE "alert_states" ADD COLUMN "next_look" timestamptz(3);

-- Deliveries are written many at a time by the one statement that has just read their subscriptions and written their notices, and nobody deletes
-- either: the checks would take two thirds of the time. A message is set later, one by one, and stays checked.
ALTER TABLE "deliveries"
  DROP CONSTRAINT "deliveries_transition_id_fkey",
  DROP CONSTRAINT "deliveries_subscriber_fkey",
  DROP CONSTRAINT "deliveries_subscription_fkey";
