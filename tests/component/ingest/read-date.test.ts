import { describe, expect, it } from 'vitest'
import { ambiguousDate, readDate } from '#src/features/ingest/read-date.ts'

describe('read-date', () => {
  it('reads one date in two ways', () => {
    expect(readDate('03/04/2011 13:45', 'DMY')).toBe('3 April 2011')
    expect(readDate('03/04/2011 13:45', 'MDY')).toBe('4 March 2011')
  })

  it('reads a date of digits only', () => {
    expect(readDate('03042011 1345', 'DMY')).toBe('3 April 2011')
    expect(readDate('3042011', 'MDY')).toBe('4 March 2011')
    expect(readDate('20110403', 'DMY')).toBeNull()
    expect(ambiguousDate(['31122025', '03042025'])).toBe('03042025')
  })

  it('reads a year of two digits in the first place', () => {
    expect(readDate('25-03-04', 'YMD')).toBe('4 March 2025')
    expect(readDate('250304 1405', 'YMD')).toBe('4 March 2025')
    expect(readDate('250304', 'DMY')).toBe('25 March 2004')
    expect(readDate('03/04/2025', 'YMD')).toBeNull()
    expect(ambiguousDate(['25-03-31', '25-03-04'])).toBe('25-03-31')
  })

  it('knows what cannot be read in an order', () => {
    expect(readDate('31/12/2025', 'MDY')).toBeNull()
    expect(readDate('2025-03-04', 'DMY')).toBeNull()
  })

  it('finds the value that is worth asking about', () => {
    expect(ambiguousDate(['31/12/2025', '05/05/2025', '03.04.25'])).toBe('03.04.25')
    expect(ambiguousDate(['31/12/2025'])).toBeUndefined()
  })
})
