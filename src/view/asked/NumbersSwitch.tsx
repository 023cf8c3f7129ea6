import { useEffect } from 'react'
import { rangeOfQuery } from '#shared/metrics/range-query.ts'
import { daysWords, lastDaysWords } from '#shared/metrics/time-range.ts'
import { CHIP, CHOICE } from '../chip.ts'
import { useLens, useView } from '../view-context.ts'
import { followAddress } from './numbers-address.ts'
import { useAskedNumbers, useNumbersAccess } from './use-asked-numbers.ts'

const PRESETS = [7, 30, 90]
const ALL = ''
const OTHER = 'other'

/** Of which time the numbers are, and whether they stand beside the period before. Comes after the journey; whose they are is chosen beside it. */
export function NumbersSwitch() {
  const { lens } = useView()
  const { range } = useLens()
  const access = useNumbersAccess()
  useAskedNumbers(access === 'open')
  useEffect(() => {
    const asked = rangeOfQuery(new URLSearchParams(window.location.search))
    if (asked && lens.getState().range === null) lens.setState({ range: asked })
    return followAddress(lens)
  }, [lens])
  if (access === 'unknown') return null
  if (access === 'closed')
    return (
      <span className="shrink-0 px-1 text-xs whitespace-nowrap text-ink-muted">Numbers of everybody, of all time</span>
    )
  const isBesideBefore = range?.isBesideBefore ?? false
  const lasts = range !== null && 'last' in range && !PRESETS.includes(range.last) ? [...PRESETS, range.last] : PRESETS
  const value = range === null ? ALL : 'last' in range ? String(range.last) : OTHER
  return (
    <>
      <label className="flex shrink-0 items-center">
        <span className="sr-only">Time of the numbers</span>
        <select
          value={value}
          onChange={({ target }) => {
            if (target.value === ALL) lens.setState({ range: null })
            else if (target.value !== OTHER) lens.setState({ range: { last: Number(target.value), isBesideBefore } })
          }}
          className={CHOICE}
        >
          <option value={ALL}>Numbers of all time</option>
          {lasts.map((last) => (
            <option key={last} value={last}>
              {lastDaysWords({ last })}
            </option>
          ))}
          {range !== null && !('last' in range) && <option value={OTHER}>{daysWords(range) ?? 'Other days'}</option>}
        </select>
      </label>
      {range !== null && (
        <button
          type="button"
          className={CHIP}
          aria-pressed={isBesideBefore}
          onClick={() => lens.setState({ range: { ...range, isBesideBefore: !isBesideBefore } })}
        >
          Beside the period before
        </button>
      )}
    </>
  )
}
