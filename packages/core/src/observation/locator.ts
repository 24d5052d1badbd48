/** Where in a snapshot's bytes a number is printed. Lines, rows and columns count from 1. */
export type Locator =
  | { readonly kind: "html"; readonly selector: string; readonly row: number; readonly column: string }
  | {
      readonly kind: "csv";
      /** The file of that name, where the bytes are an archive. */
      readonly entry?: string;
      readonly line: number;
      readonly column: number;
    }
  | { readonly kind: "xlsx"; readonly sheet: string; readonly cell: string }
  | { readonly kind: "json"; readonly pointer: string }
  | { readonly kind: "pdf"; readonly page: number; readonly line: number; readonly column: number }
  | RowsLocator;

/** A count over rows: the filter in words a reader can re-apply, how many rows matched, their line numbers and a digest of their texts. */
export type RowsLocator = {
  readonly kind: "rows";
  readonly where: string;
  readonly count: number;
  readonly lines: readonly number[];
  readonly digest: string;
};
