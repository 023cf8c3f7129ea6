import { formatReading } from './format-reading.ts'
import type { HeldSegment } from './reading.ts'

const whole = new Intl.NumberFormat('en')

/** Whether cases of this dataset and its own cannot be told to be the same or others; `null`: of none alone. */
export const isOtherData = (held: HeldSegment, datasetId: string | null): boolean => datasetId !== held.datasetId

/** Behind its name. */
export const OTHER_DATA = 'is of another dataset, so nothing is held against it'

/** Who of the other segment is left out, at the end of a sentence; empty: nobody. */
export function sharedWords({ cases, both }: HeldSegment): string {
  if (both === 0) return ''
  if (both === null) return ', without those that are in both'
  return both === cases ? ', since all of them are in both' : `, without the ${whole.format(both)} that are in both`
}

/** How many are in the other segment and how many of them in both, in a sentence of its own. */
export function overlapWords({ cases, both }: HeldSegment): string {
  if (cases === null || both === null) return 'how many are in both cannot be told just now'
  const all = `${whole.format(cases)} ${cases === 1 ? 'case' : 'cases'}`
  if (both === 0) return `${all}, none of them in both`
  if (both === cases) return `${all}, all of them in both, so there is nothing to hold against`
  return `${all}, ${whole.format(both)} of them in both. Those count here and are left out there, so that no case stands on both sides`
}

/** What it means that everybody's numbers are held against a segment, which is a part of everybody. */
export function partWords({ name, cases, of }: HeldSegment): string {
  if (cases === null) return `Held against “${name}”; how many that are cannot be told just now.`
  const share = of > 0 ? ` (${formatReading({ value: cases / of, unit: 'share' })})` : ''
  const those = `Held against “${name}”, ${whole.format(cases)} of these ${whole.format(of)} cases${share}.`
  if (cases === 0 || cases === of) return `${those} There are no two sides, so there is no difference to tell.`
  return `${those} The numbers stay everybody’s; a mark says that the other ${whole.format(of - cases)} differ from those ${whole.format(cases)}, so that no case is on both sides.`
}
