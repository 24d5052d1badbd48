export type Row = readonly (string | number | null)[];

/** Rows under a header, columns padded to their widest cell, numbers to the right. Control characters in a publisher's text are blanked. */
export function printTable(header: readonly string[], rows: readonly Row[]): string {
  const texts = [header, ...rows.map((row) => row.map(cellText))];
  const widths = header.map((_, column) => Math.max(...texts.map((row) => displayWidth(row[column] ?? ""))));
  const toRight = header.map(
    (_, column) => rows.some((row) => typeof row[column] === "number") && rows.every((row) => typeof row[column] !== "string"),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => {
        const padding = " ".repeat((widths[column] ?? 0) - displayWidth(text));
        return toRight[column] ? padding + text : text + padding;
      })
      .join("  ")
      .trimEnd();
  const [head = [], ...body] = texts;
  return [line(head), widths.map((size) => "-".repeat(size)).join("  "), ...body.map(line)].map((text) => `${text}\n`).join("");
}

function cellText(cell: string | number | null): string {
  if (cell === null) return "";
  return typeof cell === "number" ? cell.toLocaleString("en", { maximumFractionDigits: 6, useGrouping: true }) : printable(cell);
}

/** One line of text that cannot steer a terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}

/** Chinese, Japanese and Korean signs take two columns of a terminal. */
function displayWidth(text: string): number {
  let columns = 0;
  for (const sign of text)
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(sign) ? 2 : 1;
  return columns;
}
