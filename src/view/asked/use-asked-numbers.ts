import { useEffect } from 'react'
import { otherCustomersOf } from '#shared/metrics/held-against.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { Persona } from '#shared/model/records/persona.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { readingsPath } from '#src/api/asked-cases.ts'
import { request } from '#src/api/request.ts'
import { useLens, useView } from '../view-context.ts'
import type { AgainstChoice } from './against-choices.ts'
import { askedWords } from './asked-words.ts'
import { bearerOf } from './bearer-of.ts'
import { DifferenceSign } from './DifferenceSign.tsx'
import { followNumbers } from './follow-numbers.ts'

/**
 * Shows the numbers of the persona that one looks as, if it stands for a segment, of the time that one chose, and held against whom one chose.
 * Everybody's of all time are pushed to all; any others are asked for by who looks at them, and again whenever everybody's change.
 */
export function useAskedNumbers(isOpen: boolean, persona: Persona | null, against: AgainstChoice | null): void {
  const { address, collaboration, asked } = useView()
  const { range } = useLens()
  const segmentId = persona?.segmentId ?? null
  const personaId = segmentId === null ? null : (persona?.id ?? null)
  const name = persona?.name || 'this persona'
  const { place } = address
  const key = JSON.stringify({ personaId, segmentId, range, against: against?.value })
  useEffect(() => {
    asked.setState({ Difference: DifferenceSign })
    const isAsked = isOpen && (personaId !== null || range !== null || against !== null)
    if (!isAsked) {
      asked.setState({ readings: null, words: '' })
      return undefined
    }
    asked.setState({ words: 'Counting… Until then the last numbers stand.' })
    const path = readingsPath(place.journeyId, { personaId, range, against: otherCustomersOf(against?.value) })
    return followNumbers(
      (signal) => request<JourneyReadings>('GET', path, { signal, ...bearerOf(place) }),
      collaboration.readings.subscribe,
      (told) => {
        if (told.kind === 'told')
          asked.setState({ readings: told.readings, words: askedWords(told.readings, personaId && name) })
        // What was counted of others must not stand under this name.
        else
          asked.setState({ readings: null, words: `Everybody’s numbers of all time are shown. ${wordsOf(told.error)}` })
      },
    )
    // The key says all that is asked for; a range that is equal is another object each time.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, isOpen, name, place, collaboration, asked])
}
