/** One comparison of an issue's table, measured. */
export interface Verdict {
  readonly scenario: string
  readonly bar: string
  readonly ours: number | null
  readonly theirs: number | null
  /** `ours` in terms of `theirs`; null where there is nothing to compare with. */
  readonly ratio: number | null
  readonly isMet: boolean
  readonly remark: string | null
}

const HEADS = ['scenario', 'bar', 'ours', 'theirs', 'ratio', ''] as const

/** An issue's table for a terminal, one line for each bar. Markdown, so that it can be pasted. */
export function tableOf(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => [
    verdict.scenario,
    verdict.bar,
    figureText(verdict.ours),
    figureText(verdict.theirs),
    verdict.ratio === null ? '' : `${verdict.ratio.toFixed(2)}×`,
    resultOf(verdict) + (verdict.remark === null ? '' : ` (${verdict.remark})`),
  ])
  const widths = HEADS.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (isNumeric(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => '-'.repeat(width + 1) + (isNumeric(column) ? ':' : '-')).join('|')}|`
  return [line(HEADS), rule, ...rows.map(line)].join('\n')
}

const isNumeric = (column: number): boolean => column >= 2 && column <= 4

const resultOf = ({ ours, isMet }: Verdict): string => (ours === null ? 'NO FIGURE' : isMet ? 'met' : 'MISSED')

/** Enough digits to tell two servers apart, whatever the size. */
function figureText(value: number | null): string {
  if (value === null) return '-'
  if (Number.isInteger(value)) return String(value)
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(4)
}
