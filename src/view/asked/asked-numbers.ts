import type { ComponentType } from 'react'
import type { JourneyReadings, Reading } from '#shared/metrics/reading.ts'

/** Numbers of some cases only, which the switch of numbers has asked for. */
export interface AskedNumbers {
  /** `null`: everybody's of all time are shown. */
  readonly readings: JourneyReadings | null
  /** Whose numbers they are and of when, or why there are none; empty: there is nothing to say. */
  readonly words: string
  /** Marks a number that differs from what it is held against. */
  readonly Difference: ComponentType<{ readonly reading: Reading }> | null
}
