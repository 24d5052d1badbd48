import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@tremor/react";
import { FamilyBadge } from "../components/badge.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import type { SourceLine } from "../ledger/source-lines.ts";

const CELL = "px-0 py-2 pr-6 align-top whitespace-normal";

/** Every source we fetch: what came of the last look, and when. Ours only; whether a publisher is late is another fact. */
export function SourceStatus({ lines }: { lines: readonly SourceLine[] }) {
  return (
    <ScrollBox label="Status of the sources">
      <Table className="min-w-[44rem] overflow-visible">
        <TableHead>
          <TableRow>
            {["Source", "Last outcome", "Last looked", "Last changed", "Schedule"].map((heading) => (
              <TableHeaderCell key={heading} scope="col" className="px-0 py-2 pr-6 text-sm">
                {heading}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <TableRow key={line.id} id={`source-${line.id}`}>
              <TableCell className={CELL}>
                <span className="text-ink">{line.title}</span>
                <span className="block text-sm">{line.publisher}</span>
              </TableCell>
              <TableCell className={CELL}>
                <FamilyBadge family={line.family}>{line.outcome}</FamilyBadge>
                {line.detail ? <span className="mt-1 block max-w-md text-sm">{line.detail}</span> : null}
              </TableCell>
              <TableCell className={CELL}>{line.looked}</TableCell>
              <TableCell className={CELL}>{line.changed}</TableCell>
              <TableCell className={`${CELL} font-mono text-sm whitespace-nowrap`}>{line.schedule}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollBox>
  );
}
