/** A picture from `@talent/charts`, whose text is already escaped. */
export function Drawing({ svg, className }: { svg: string; className?: string }) {
  if (!svg) return null;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by packages/charts, which escapes every word it is given
  return <div className={className} dangerouslySetInnerHTML={{ __html: svg }} />;
}
