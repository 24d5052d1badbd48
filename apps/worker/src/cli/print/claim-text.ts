import type { ClaimJson, QuestionJson } from "@talent/core/claim/ledger-json";
import { reasonWords, verdictWord } from "@talent/core/claim/verdict-text";
import { plain, printTable, type Row } from "./table.ts";

/** The ledger, a claim per line: the closest reading's three answers, then how many of the others agree. */
export function ledgerTable(claims: readonly ClaimJson[]): string {
  const rows = claims.map(({ id, place, headline }): Row => {
    const { atPublication, withHindsight, now } = headline.primary;
    const { agree, total } = headline.sensitivity;
    return [
      String(place.paragraph),
      id,
      verdictWord(atPublication),
      verdictWord(withHindsight),
      verdictWord(now),
      total === 0 ? "" : `${agree} of ${total} agree`,
    ];
  });
  return printTable(["par.", "claim", "by publication", "with hindsight", "now", "variants"], rows);
}

/** One claim with each of its readings. */
export function claimText(claim: ClaimJson): string {
  const head = [
    plain(claim.paraphrase),
    `Paragraph ${claim.place.paragraph}, said by ${plain(claim.place.saidBy)}. Last checked ${claim.lastChecked ?? "never"}; next figure ${claim.nextExpected ?? "not expected"}.`,
  ];
  const readings = claim.readings.map((reading) => {
    const rows = [
      answerRow("by publication", reading.atPublication),
      answerRow("with hindsight", reading.withHindsight),
      answerRow("now", reading.now),
    ];
    const title = `${reading.primary ? "closest reading" : reading.counted ? "variant" : "not counted"}: ${reading.id} (${reading.fit}, ${reading.provenance}, in ${reading.unit})`;
    const reasons = reading.reasons.map((reason) => `  ${reasonWords(reason)}\n`).join("");
    return `\n${title}\n${plain(reading.says)}\n${printTable(["question", "verdict", "value", "low", "high", "period"], rows)}${reasons}`;
  });
  return `${head.join("\n")}\n${readings.join("")}`;
}

function answerRow(question: string, answer: QuestionJson): Row {
  return [question, verdictWord(answer.verdict), answer.value, answer.low, answer.high, answer.period ?? ""];
}
