import { isAbsent, trimmed } from './numbers.ts'
import type { ScannedRecord } from './scanner.ts'
import type { SourceTable } from './source-table.ts'
import { DAY_US, readWallTime } from './timestamp-forms.ts'

const DAY_WORDS = /date|datum|fecha|\bdata\b|\bday\b|\btag\b|\bjour\b|\bdag\b|дата|日付|日期/i
const TIME_WORDS = /time|zeit|\bhora\b|heure|\bora\b|\btijd\b|\btid\b|\bhour\b|uhr|stunde|godzina|время|時刻|时间/i
const TIME_OF_DAY = /^([01]?\d|2[0-4]):[0-5]\d(:[0-5]\d([.,]\d{1,9})?)?(\s*[ap]\.?\s?m\.?)?$/i
/** 1405 and 140530, as SAP writes it; of 90530 a spreadsheet took the zero away. */
const TIME_OF_DIGITS = /^(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?|(\d)([0-5]\d)([0-5]\d))$/
/** A part of a day, as a spreadsheet keeps it when its cells lose their format: `0.604166666666667`, `4.16666666666667E-2`; midnight is 0. */
const TIME_OF_FRACTION = /^(?:0|0?[.,]\d+|\d[.,]\d+E-\d)$/i
/** A shorter one may as well be half an hour. */
const LONG_FRACTION = /\d{6}/
const DAY_S = 86_400
const SAMPLE_ROWS = 200
const NEARLY_ALL = 0.95

interface Pair {
  readonly day: number
  readonly time: number
}

/**
 * A table that has the day in one column and the time of day in another gets a column of both, before its own: by the day alone events
 * of one day would lie in any order. Its own columns stay.
 */
export async function withDayAndTime(table: SourceTable, signal: AbortSignal): Promise<SourceTable> {
  const pair = pairByName(table)
  if (!pair) return table
  const name = `${nameAt(table, pair.day)} + ${nameAt(table, pair.time)}`
  // A copy of such a table has the column already.
  if (table.columns.some((column) => column.name === name) || !(await isPair(table, pair, signal))) return table

  function joined(record: ScannedRecord): ScannedRecord {
    return record.fault ? record : { ...record, fields: [bothOf(record.fields, pair as Pair), ...record.fields] }
  }

  return {
    ...table,
    columns: [{ name, header: name }, ...table.columns],
    plainText: undefined,
    async *read(readSignal) {
      for await (const batch of table.read(readSignal)) yield { ...batch, records: batch.records.map(joined) }
    },
  }
}

const nameAt = ({ columns }: SourceTable, index: number): string => columns[index]?.name ?? ''

function bothOf(fields: readonly string[], { day, time }: Pair): string {
  const [dayText, timeText] = [textAt(fields, day), withColons(textAt(fields, time))]
  return dayText === '' || timeText === '' ? dayText : `${dayText} ${timeText}`
}

/** `null`: no part of a day that a clock could show. */
function secondsOf(fraction: string): number | null {
  if (!TIME_OF_FRACTION.test(fraction)) return null
  const seconds = Number(fraction.replace(',', '.')) * DAY_S
  // Written with six decimals it is a tenth of a second off.
  return Math.round(seconds) < DAY_S && Math.abs(seconds - Math.round(seconds)) < 0.1 ? Math.round(seconds) : null
}

function withColons(time: string): string {
  const seconds = secondsOf(time)
  if (seconds !== null)
    return [seconds / 3_600, (seconds / 60) % 60, seconds % 60]
      .map((part) => String(Math.floor(part)).padStart(2, '0'))
      .join(':')
  const [, ...parts] = TIME_OF_DIGITS.exec(time) ?? []
  if (parts.length === 0) return time
  const said = parts.filter((part) => part !== undefined)
  return said.map((part) => part.padStart(2, '0')).join(':')
}

function textAt(fields: readonly string[], index: number): string {
  const text = trimmed(fields[index] ?? '')
  return isAbsent(text) ? '' : text
}

/** The only two columns that may be it, or two that are called alike but for `date` and `time`. */
function pairByName({ columns }: SourceTable): Pair | null {
  const named = columns.map(({ header }, index) => ({ header, index }))
  const days = named.filter(({ header }) => DAY_WORDS.test(header) && !TIME_WORDS.test(header))
  const times = named.filter(({ header }) => TIME_WORDS.test(header) && !DAY_WORDS.test(header))
  const rest = (header: string): string =>
    header
      .replace(DAY_WORDS, '')
      .replace(TIME_WORDS, '')
      .replace(/[\s_-]+/g, '')
  for (const day of days) {
    const time = times.find(({ header }) => rest(header).toLowerCase() === rest(day.header).toLowerCase())
    if (time) return { day: day.index, time: time.index }
  }
  const [day, time] = [days[0], times[0]]
  return day && time && days.length === 1 && times.length === 1 ? { day: day.index, time: time.index } : null
}

async function isPair(table: SourceTable, { day, time }: Pair, signal: AbortSignal): Promise<boolean> {
  let [rows, days, filledDays, times, filledTimes] = [0, 0, 0, 0, 0]
  let [fractions, longOnes] = [0, 0]
  for await (const { records } of table.read(signal)) {
    for (const { fields } of records.slice(0, SAMPLE_ROWS - rows)) {
      const [dayText, timeText] = [textAt(fields, day), textAt(fields, time)]
      if (dayText !== '') filledDays++
      if (isDay(dayText)) days++
      if (timeText !== '') filledTimes++
      if (TIME_OF_DAY.test(timeText) || TIME_OF_DIGITS.test(timeText)) times++
      else if (secondsOf(timeText) !== null) {
        fractions++
        if (LONG_FRACTION.test(timeText)) longOnes++
      }
    }
    rows += records.length
    if (rows >= SAMPLE_ROWS) break
  }
  if (longOnes > 0 && longOnes >= fractions / 2) times += fractions
  return days > 0 && times > 0 && days >= filledDays * NEARLY_ALL && times >= filledTimes * NEARLY_ALL
}

function isDay(text: string): boolean {
  const wall = readWallTime(text, 'DMY') ?? readWallTime(text, 'MDY')
  const isDate =
    wall !== null &&
    (wall.form === 'iso' || wall.form === 'compact' || wall.form === 'slashes' || wall.form === 'words')
  return isDate && wall.localUs % DAY_US === 0 && !text.includes(':')
}
