import { describe, expect, it } from 'vitest'
import { trendPeriodsOf, trendUnitOf } from '#shared/metrics/trend.ts'

const day = (date: string): number => Date.parse(date)
const range = (from: string, to: string) => ({ from: day(from), to: day(to) })
const dates = (at: readonly number[] | undefined): readonly string[] =>
  (at ?? []).map((one) => new Date(one).toISOString().slice(0, 10))

describe('trendPeriodsOf', () => {
  it('tells days apart below 15 days, months above two years, else weeks', () => {
    expect(trendUnitOf(range('2026-08-01', '2026-08-15'))).toBe('day')
    expect(trendUnitOf(range('2026-08-01', '2026-08-16'))).toBe('week')
    expect(trendUnitOf(range('2024-08-01', '2026-08-01'))).toBe('week')
    expect(trendUnitOf(range('2024-08-01', '2026-08-03'))).toBe('month')
  })

  it('begins weeks on Monday, also before 1970, and months on their first', () => {
    // 1 August 2026 is a Saturday.
    const weeks = trendPeriodsOf(range('2026-08-01', '2026-08-24'), null)
    expect(dates(weeks?.at)).toEqual(['2026-07-27', '2026-08-03', '2026-08-10', '2026-08-17'])
    expect(weeks).toMatchObject({ endsAt: day('2026-08-24'), isFirstCut: false, last: 'whole' })
    expect(dates(trendPeriodsOf(range('1969-12-20', '1970-01-06'), null)?.at)).toEqual([
      '1969-12-15',
      '1969-12-22',
      '1969-12-29',
      '1970-01-05',
    ])
    const months = trendPeriodsOf(range('2023-11-15', '2026-01-10'), null)
    expect(dates(months?.at).slice(0, 3)).toEqual(['2023-11-01', '2023-12-01', '2024-01-01'])
    expect(months).toMatchObject({ endsAt: day('2026-02-01'), last: 'open' })
  })

  it('says when the data ends before the last one does, and when what was asked for cuts the first or the last', () => {
    const all = range('2026-05-01', '2026-08-20')
    expect(trendPeriodsOf(all, null)).toMatchObject({ isFirstCut: false, last: 'open' })
    const some = trendPeriodsOf(all, range('2026-06-03', '2026-07-15'))
    expect(dates(some?.at)[0]).toBe('2026-06-01')
    expect(some).toMatchObject({ isFirstCut: true, last: 'cut' })
    expect(trendPeriodsOf(all, range('2026-06-01', '2026-07-13'))).toMatchObject({ isFirstCut: false, last: 'whole' })
    // More than there is: what there is.
    const more = trendPeriodsOf(all, range('2026-01-01', '2026-12-31'))
    expect(more).toEqual(trendPeriodsOf(all, null))
    expect(trendPeriodsOf(all, range('2025-01-01', '2025-02-01'))).toBeNull()
  })

  it('keeps the newest 600 of what one wrong date stretches', () => {
    const months = trendPeriodsOf(range('1900-01-01', '2026-08-20'), null)
    expect(months?.at).toHaveLength(600)
    expect(dates(months?.at).at(-1)).toBe('2026-08-01')
  })
})
