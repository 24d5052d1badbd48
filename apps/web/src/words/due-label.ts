/** What stands before the date on which something is expected: a publisher's next figure, or a review of ours. Dates are ISO; null: nothing is. */
export function dueLabel(due: string | null, now: string, review: boolean): string {
  const past = due !== null && due < now;
  if (review) return past ? "our next review was due" : "our next review";
  return past ? "next was due" : "next expected";
}
