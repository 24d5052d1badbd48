/** A grade of a reading: outlined, so that it is never taken for a verdict. `strong`: a warning to notice. */
export function GradeBadge({ title, strong = false, children }: { title?: string; strong?: boolean; children: string }) {
  return (
    <span title={title} className={strong ? "grade grade-strong" : "grade"}>
      {children}
    </span>
  );
}
