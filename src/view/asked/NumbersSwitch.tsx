import { useEffect } from 'react'
import { otherCustomersOf } from '#shared/metrics/held-against.ts'
import { COMPARE, rangeOfQuery } from '#shared/metrics/range-query.ts'
import { daysWords, lastDaysWords } from '#shared/metrics/time-range.ts'
import { lookedAtPersona } from '#shared/model/selectors/looked-at-persona.ts'
import { CHOICE } from '../chip.ts'
import { useAllReadings, useLens, useSnapshot, useView } from '../view-context.ts'
import { againstAmong, type AgainstChoice, againstChoices } from './against-choices.ts'
import { followAddress } from './numbers-address.ts'
import { useAskedNumbers } from './use-asked-numbers.ts'
import { useNumbersAccess } from './use-numbers-access.ts'

const PRESETS = [7, 30, 90]
const ALL = ''
const OTHER = 'other'
const USUAL = ''
const BEFORE = 'previous'

/** Of which time the numbers are, and what they are held against. Comes after the journey; whose they are is chosen beside it. */
export function NumbersSwitch() {
  const { lens } = useView()
  const { range, filter, against } = useLens()
  const snapshot = useSnapshot()
  const datasetIds = useAllReadings()?.datasets.map(({ datasetId }) => datasetId) ?? []
  const access = useNumbersAccess()
  const persona = lookedAtPersona(snapshot, filter)
  const segments = access.state === 'open' ? access.segments : []
  const ownSegmentId = persona?.segmentId ?? null
  const choices = againstChoices({ snapshot, segments, ownSegmentId, datasetIds })
  const isBesideBefore = range?.isBesideBefore ?? false
  const chosen = isBesideBefore ? null : againstAmong(choices, against, snapshot)
  useAskedNumbers(access.state === 'open', persona, chosen)
  useEffect(() => {
    const query = new URLSearchParams(window.location.search)
    const asked = { range: rangeOfQuery(query), against: otherCustomersOf(query.get(COMPARE)) }
    if (asked.range && lens.getState().range === null) lens.setState({ range: asked.range })
    if (asked.against && lens.getState().against === null) lens.setState({ against: asked.against })
    return followAddress(lens)
  }, [lens])
  if (access.state === 'unknown') return null
  if (access.state === 'closed')
    return (
      <span className="shrink-0 px-1 text-xs whitespace-nowrap text-ink-muted">Numbers of everybody, of all time</span>
    )
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
      {(range !== null || choices.length > 0) && (
        <AgainstChooser
          usual={ownSegmentId === null ? 'nothing' : 'everybody else'}
          choices={choices}
          mayBeBefore={range !== null}
          value={isBesideBefore ? BEFORE : (chosen?.value ?? USUAL)}
          onChoose={(next) =>
            lens.setState({
              against: otherCustomersOf(next),
              range: range && { ...range, isBesideBefore: next === BEFORE },
            })
          }
        />
      )}
    </>
  )
}

interface AgainstChooserProps {
  /** What it is where nothing else is chosen. */
  readonly usual: string
  readonly choices: readonly AgainstChoice[]
  /** There is a period before. */
  readonly mayBeBefore: boolean
  readonly value: string
  readonly onChoose: (value: string) => void
}

const AgainstChooser = ({ usual, choices, mayBeBefore, value, onChoose }: AgainstChooserProps) => (
  <label className="flex shrink-0 items-center">
    <span className="sr-only">Held against</span>
    <select value={value} onChange={({ target }) => onChoose(target.value)} className={CHOICE}>
      <option value={USUAL}>Held against {usual}</option>
      {mayBeBefore && <option value={BEFORE}>Held against the period before</option>}
      {choices.map(({ value: of, name }) => (
        <option key={of} value={of}>
          Held against {name}
        </option>
      ))}
    </select>
  </label>
)
