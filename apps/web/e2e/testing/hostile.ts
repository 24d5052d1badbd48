import { readCsv } from "@talent/readers/csv/read-csv";
import { rowsLocator } from "@talent/readers/table/row-filter";
import { type Document, exchangeOf } from "./documents.ts";

/** What a page of a publisher might try on a reader of ours. */
export const HOSTILE = '<script>document.title="owned"</script>';
const OVERRIDE = "\u202E";

/** An HTML table whose every cell is an attack; one holds the number. */
export function hostilePage(capturedAt: string): Document {
  const page = `<!doctype html><title>x</title><table id="students"><tr><th>Country</th><th>Active</th></tr>
<tr><td>&lt;script&gt;document.title="owned"&lt;/script&gt;</td><td>1</td></tr>
<tr><td>China${OVERRIDE}txt.exe</td><td>1,234</td></tr>
<tr><td>&lt;img src=x onerror=document.title="owned"&gt;</td><td>javascript:document.title="owned"</td></tr></table>`;
  const exchange = exchangeOf(page, {
    url: "https://studyinthestates.dhs.gov/a?<script>=javascript:alert(1)",
    capturedAt,
    fidelity: "reconstructed",
    contentType: "text/html; charset=utf-8",
  });
  const observation = {
    indicator: "us-active-students",
    area: "CHN",
    dimensions: { level: "doctorate" },
    period: "2025-03",
    value: 1234,
    unit: "records",
    status: "A" as const,
    locator: { kind: "html" as const, selector: "table#students", row: 3, column: "Active" },
    raw: "1,234",
  };
  return { exchange: { ...exchange, note: `${HOSTILE}${OVERRIDE}` }, observations: [observation] };
}

/** A list whose licence allows counts only: the rows themselves must never be shown. */
export async function countedList(capturedAt: string): Promise<Document> {
  const text = "rank,university,country\n1,SECRET ROW ONE,China\n2,SECRET ROW TWO,United States\n3,SECRET ROW THREE,China\n";
  const exchange = exchangeOf(text, { url: "https://example.org/ranking.csv", capturedAt });
  const filter = [{ column: "country", op: "is", value: "China" }] as const;
  const rows = readCsv(exchange.body).rows.filter((row) => row.cells[2]?.text === "China");
  const locator = rowsLocator(filter, rows);
  const key = { indicator: "qs-top100-universities", area: "CHN", dimensions: {}, unit: "universities" };
  return { exchange, observations: [{ ...key, period: "edition 2024", value: 2, status: "A", locator, raw: "2" }] };
}
