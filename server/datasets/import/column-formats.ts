import { createDateOrderEvidence, needsDateOrder } from './date-order.ts'
import { createDecimalEvidence, isAbsent, trimmed, type DecimalEvidence, type DecimalMark } from './numbers.ts'
import type { SourceTable } from './source-table.ts'
import type { DayOrder } from './timestamp-forms.ts'

const SAMPLE_ROWS = 20_000

/** The order that was chosen (`null`: none) or the whole columns prove; `needed` when a person has to choose. `columns`: positions. */
export async function dateOrderOf(
  table: SourceTable,
  chosen: DayOrder | null,
  columns: readonly number[],
  signal: AbortSignal,
): Promise<DayOrder | null | 'needed'> {
  if (chosen !== null) return chosen
  const evidence = createDateOrderEvidence()
  let rows = 0
  for await (const batch of table.read(signal)) {
    for (const { fields } of batch.records) {
      for (const column of columns) {
        const text = trimmed(fields[column] ?? '')
        if (!isAbsent(text)) evidence.add(text)
      }
    }
    rows += batch.records.length
    if (evidence.proved() !== null) break
    // Whole columns of ISO times need not be read twice: a few stray dates among them are rejected, not guessed.
    if (rows >= SAMPLE_ROWS && evidence.counts.dates < evidence.counts.values / 2) break
  }
  return needsDateOrder(evidence) ? 'needed' : evidence.proved()
}

/** How many dates of a column a spreadsheet may have turned round; read to its end. `columns`: positions. */
export async function turnedDatesOf(
  table: SourceTable,
  columns: readonly number[],
  signal: AbortSignal,
): Promise<number> {
  const evidence = createDateOrderEvidence()
  for await (const batch of table.read(signal)) {
    for (const { fields } of batch.records) {
      for (const column of columns) evidence.add(trimmed(fields[column] ?? ''))
    }
  }
  return evidence.turned()
}

/** How numbers are written, and how many may be meant otherwise since no value decides. `column`: a position; -1: there is none. */
export async function decimalOf(
  table: SourceTable,
  column: number,
  signal: AbortSignal,
): Promise<{ decimal: DecimalMark; undecided: number }> {
  if (column === -1) return { decimal: '.', undecided: 0 }
  const evidence = await decimalEvidenceOf(table, column, signal)
  // Programs put semicolons between fields where the comma is the decimal mark.
  return { decimal: evidence.mark(table.delimiter === ';' ? ',' : '.'), undecided: evidence.undecided() }
}

/** The mark that the values themselves show; `null`: none does. `column`: a position; -1: there is none. */
export async function provedDecimalOf(
  table: SourceTable,
  column: number,
  signal: AbortSignal,
): Promise<DecimalMark | null> {
  return column === -1 ? null : (await decimalEvidenceOf(table, column, signal)).proved()
}

async function decimalEvidenceOf(table: SourceTable, column: number, signal: AbortSignal): Promise<DecimalEvidence> {
  const evidence = createDecimalEvidence()
  let values = 0
  for await (const batch of table.read(signal)) {
    for (const { fields } of batch.records) {
      const text = trimmed(fields[column] ?? '')
      if (isAbsent(text)) continue
      evidence.add(text)
      values++
    }
    // In a column that is empty nearly everywhere so many values may be the whole file.
    if (values >= SAMPLE_ROWS || evidence.isClear()) break
  }
  return evidence
}
