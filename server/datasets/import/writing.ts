import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import { dateOrderOf, provedDecimalOf } from './column-formats.ts'
import { findColumn } from './column-names.ts'
import { withDayAndTime } from './day-and-time.ts'
import { withDigitTimes } from './digit-times.ts'
import { timeColumnsOf } from './event-mapping.ts'
import type { DecimalMark } from './numbers.ts'
import type { Member, SourceTable } from './source-table.ts'
import type { DayOrder } from './timestamp-forms.ts'

/** How a table writes what can be written in several ways; `null`: it does not show. `needed`: its dates may be read in several ways. */
export interface Writing {
  readonly dates: DayOrder | 'needed' | null
  readonly decimal: DecimalMark | null
}

/** The columns in which it shows. */
export type WrittenColumns = Pick<DatasetMapping, 'timestamp' | 'steps' | 'value' | 'scale'>

export const ORDER_WORDS: Readonly<Record<DayOrder, string>> = {
  DMY: 'with the day first',
  MDY: 'with the month first',
  YMD: 'with the year first',
}

export const isOrder = (dates: Writing['dates']): dates is DayOrder => dates !== null && dates !== 'needed'

export async function writingOf(table: SourceTable, columns: WrittenColumns, signal: AbortSignal): Promise<Writing> {
  const times = timeColumnsOf(columns)
    .map((name) => findColumn(table.columns, name))
    .filter((at) => at !== -1)
  const order = await dateOrderOf(table, null, times, signal)
  const isAmount = columns.value !== null && columns.scale === null
  const value = isAmount ? findColumn(table.columns, columns.value ?? '') : -1
  return { dates: order, decimal: await provedDecimalOf(table, value, signal) }
}

/**
 * Which files of an archive prove that they write dates or numbers otherwise than each other, in words: read as one table some of them would be
 * other days and other amounts. `null`: none.
 */
export async function membersApart(
  members: readonly Member[],
  columns: WrittenColumns,
  signal: AbortSignal,
): Promise<string | null> {
  let dates: { readonly name: string; readonly order: DayOrder } | undefined
  let numbers: { readonly name: string; readonly mark: DecimalMark } | undefined
  for (const { name, table } of members) {
    const own = await writingOf(await withDayAndTime(await withDigitTimes(table, signal), signal), columns, signal)
    if (isOrder(own.dates)) {
      dates ??= { name, order: own.dates }
      if (dates.order !== own.dates)
        return `“${dates.name}” writes its dates ${ORDER_WORDS[dates.order]}, and “${name}” ${ORDER_WORDS[own.dates]}.`
    }
    if (own.decimal !== null) {
      numbers ??= { name, mark: own.decimal }
      if (numbers.mark !== own.decimal)
        return `“${numbers.name}” writes “${numbers.mark}” before decimals, and “${name}” “${own.decimal}”.`
    }
  }
  return null
}
