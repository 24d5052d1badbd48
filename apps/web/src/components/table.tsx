import TremorTable from "@tremor/react/dist/components/list-elements/Table/Table.js";
import TremorBody from "@tremor/react/dist/components/list-elements/Table/TableBody.js";
import TremorHead from "@tremor/react/dist/components/list-elements/Table/TableHead.js";
import TremorHeading from "@tremor/react/dist/components/list-elements/Table/TableHeaderCell.js";
import type { ReactNode } from "react";
import { type Html, html, trustedHtml } from "./html.ts";
import { tremorFrame } from "./tremor.ts";

// The box around a table scrolls, and can be reached by keyboard; Tremor's own cannot.
const ROOT = "overflow-visible leading-[1.35]";
const HEAD = "border-b border-rule-strong";
const HEADING = "px-0 py-2 pr-5 align-top text-[0.8125rem] font-normal whitespace-[inherit] text-muted";
// The body wears what Tremor's cells would: a class on each of thousands of cells makes a page four times as large.
const BODY = "plain-cells text-ink";

type TableProps = { columns: readonly string[]; className?: string; children: ReactNode };

/** A table of rows (`tr`) given as elements, each begun by the cell that names it (`th`). `className` is that of the box around the table. */
export function Table({ columns, className = "", children }: TableProps) {
  return (
    <TremorTable className={`${ROOT} ${className}`}>
      <TremorHead className={HEAD}>
        <tr>
          {columns.map((column, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move, and two may be named alike
            <TremorHeading key={index} scope="col" className={HEADING}>
              {column}
            </TremorHeading>
          ))}
        </tr>
      </TremorHead>
      <TremorBody className={BODY}>{children}</TremorBody>
    </TremorTable>
  );
}

type Wrap = (content: Html | readonly Html[] | string) => Html;

const headFrame = wrapIn(tremorFrame(TremorHead, { className: HEAD }));
const headingFrame = wrapIn(tremorFrame(TremorHeading, { scope: "col", className: HEADING }));
const bodyFrame = wrapIn(tremorFrame(TremorBody, { className: BODY }));

/** `Table` as one text made with `html`: for hundreds of rows. */
export function tableHtml(columns: readonly string[], rows: readonly Html[], className = ""): Html {
  const table = wrapIn(tremorFrame(TremorTable, { className: `${ROOT} ${className}` }));
  return table([headFrame(html`<tr>${columns.map(headingFrame)}</tr>`), bodyFrame(rows)]);
}

function wrapIn([before, after]: readonly [string, string]): Wrap {
  return (content) => html`${trustedHtml(before)}${content}${trustedHtml(after)}`;
}
