import type { ElementReadings, JourneyReadings, Reading } from '#shared/metrics/reading.ts'
import type { ReadingsStore } from '#src/features/metrics/use-element-readings.ts'

export const NOW = Date.UTC(2026, 0, 15, 12)

export const reading = (changes: Partial<Reading> = {}): Reading => ({
  value: 137_000,
  unit: 'cases',
  n: 137_000,
  definition: 'Cases with “Declined”',
  filter: 'event is Declined',
  ...changes,
})

/** 137,000 cases, 35 % of which go on after a median of 90 s. */
export const elementReadings = (changes: Partial<ElementReadings> = {}): ElementReadings => ({
  kind: 'element',
  elementId: 'card1',
  datasetId: 'd1',
  cases: reading(),
  conversion: reading({ value: 0.35, unit: 'share', interval: [0.3475, 0.3525] }),
  dropOff: reading({ value: 0.65, unit: 'share', interval: [0.6475, 0.6525] }),
  timeToNext: reading({ value: 90, unit: 'seconds', n: 48_000, interval: [88, 92] }),
  nextElementId: 'card2',
  ...changes,
})

export const journeyReadings = (...elements: readonly ElementReadings[]): JourneyReadings => ({
  computedAt: NOW,
  elements,
  links: [],
  datasets: [
    {
      datasetId: 'd1',
      name: 'Card fraud events',
      events: 353_200,
      cases: 137_000,
      firstEventAt: NOW - 86_400_000,
      lastEventAt: NOW - 60_000,
      timeZone: 'UTC',
      updatedAt: NOW - 2_000,
    },
  ],
})

/** A store that the test pushes readings into. */
export function readingsStore(
  start: JourneyReadings | null,
): ReadingsStore & { push: (next: JourneyReadings) => void } {
  let state = start
  const listeners = new Set<() => void>()
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    push(next) {
      state = next
      for (const listener of listeners) listener()
    },
  }
}
