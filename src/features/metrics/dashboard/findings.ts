import type { Reading } from '#shared/metrics/reading.ts'
import { doubtAbout, type Measure } from '#shared/metrics/measures.ts'
import type { MeasuredJourney, MeasuredRow } from './measured-rows.ts'

/** The one number of its sort that stands out. */
export interface Finding {
  readonly title: string
  readonly row: MeasuredRow<unknown>
  readonly kind: 'element' | 'link'
  readonly measure: Measure
  readonly reading: Reading
}

/** Where to look first: the largest loss, the longest wait, the strongest leak. Numbers that rest on too few cases do not count. */
export function findingsOf({ stages, steps, links }: MeasuredJourney): readonly Finding[] {
  // The steps of a stage may be ways of the same moment, of which each case takes one; stages follow each other.
  const along = stages.some(({ readings }) => readings.dropOff !== undefined) ? stages : steps
  const lost = largest(along.map((row) => ({ row, reading: row.readings.dropOff })))
  const slow = largest(along.map((row) => ({ row, reading: row.readings.timeToNext })))
  const leak = largest(links.map((row) => ({ row, reading: row.readings.rate })))
  return [
    ...(lost ? [{ title: 'Most cases are lost at', kind: 'element', measure: 'dropOff', ...lost } as const] : []),
    ...(slow ? [{ title: 'The longest wait follows', kind: 'element', measure: 'timeToNext', ...slow } as const] : []),
    ...(leak ? [{ title: 'The strongest link is', kind: 'link', measure: 'rate', ...leak } as const] : []),
  ]
}

interface Candidate {
  readonly row: MeasuredRow<unknown>
  readonly reading: Reading | undefined
}

function largest(candidates: readonly Candidate[]): { row: MeasuredRow<unknown>; reading: Reading } | null {
  let best: { row: MeasuredRow<unknown>; reading: Reading } | null = null
  for (const { row, reading } of candidates) {
    if (!reading || reading.value === null || reading.value <= 0 || doubtAbout(reading) !== null) continue
    if (best === null || reading.value > (best.reading.value ?? 0)) best = { row, reading }
  }
  return best
}
