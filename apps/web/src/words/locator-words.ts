import type { Locator } from "@talent/core/observation/locator";
import { visibleText } from "./visible-text.ts";

/** Where a number is printed, in words a reader can follow by hand. Counts from 1. */
export function locatorWords(locator: Locator): string {
  return visibleText(words(locator));
}

function words(locator: Locator): string {
  switch (locator.kind) {
    case "html":
      return `table “${locator.selector}”, row ${locator.row}, column “${locator.column}”`;
    case "csv":
      return `${locator.entry === undefined ? "" : `file “${locator.entry}” of the archive, `}line ${locator.line}, column ${locator.column}`;
    case "xlsx":
      return `sheet “${locator.sheet}”, cell ${locator.cell}`;
    case "json":
      return `JSON pointer ${locator.pointer || "(the document)"}`;
    case "pdf":
      return `page ${locator.page}, line ${locator.line}, column ${locator.column}`;
    case "rows":
      return `${locator.count} rows counted where ${locator.where}`;
  }
}
