import { useEffect, useState } from 'react'
import type { StartsBody } from '#shared/contract/rest/readings.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { lookedAtPersona } from '#shared/model/selectors/looked-at-persona.ts'
import { ApiError, wordsOf } from '#src/api/api-error.ts'
import { readingsPath } from '#src/api/asked-cases.ts'
import { at, request } from '#src/api/request.ts'
import { useLens, useSnapshot, useView } from '../view-context.ts'
import { askedWords } from './asked-words.ts'
import { DifferenceSign } from './DifferenceSign.tsx'
import { followNumbers } from './follow-numbers.ts'

/** `closed`: of this journey one is shown a part, whose numbers are everybody's of all time. `unknown` until the server has said it. */
export type NumbersAccess = 'unknown' | 'open' | 'closed'

/** Whether one may ask for numbers of some cases; asked again when numbers come, while the server does not answer. */
export function useNumbersAccess(): NumbersAccess {
  const { address, collaboration } = useView()
  const { place } = address
  const [access, setAccess] = useState<NumbersAccess>('unknown')
  useEffect(() => {
    if (access !== 'unknown') return undefined
    const stop = new AbortController()
    const ask = (): void => {
      request<StartsBody>('GET', at('journeys', place.journeyId, 'starts'), {
        signal: stop.signal,
        ...bearerOf(place),
      }).then(
        () => setAccess('open'),
        (error: unknown) => {
          if (error instanceof ApiError && (error.status === 403 || error.status === 404)) setAccess('closed')
        },
      )
    }
    ask()
    const unfollow = collaboration.readings.subscribe(ask)
    return () => {
      stop.abort()
      unfollow()
    }
  }, [access, place, collaboration])
  return access
}

type Place = ReturnType<typeof useView>['address']['place']
const bearerOf = (place: Place) => (place.kind === 'embed' ? { bearer: place.token } : {})

/**
 * Shows the numbers of the persona that one looks as, if it stands for a segment, and of the time that one chose. Everybody's of all time
 * are pushed to all; any others are asked for by who looks at them, and again whenever everybody's change.
 */
export function useAskedNumbers(isOpen: boolean): void {
  const { address, collaboration, asked } = useView()
  const { filter, range } = useLens()
  const persona = lookedAtPersona(useSnapshot(), filter)
  const segmentId = persona?.segmentId ?? null
  const personaId = segmentId === null ? null : (persona?.id ?? null)
  const name = persona?.name || 'this persona'
  const { place } = address
  const key = JSON.stringify({ personaId, segmentId, range })
  useEffect(() => {
    asked.setState({ Difference: DifferenceSign })
    const isAsked = isOpen && (personaId !== null || range !== null)
    if (!isAsked) {
      asked.setState({ readings: null, words: '' })
      return undefined
    }
    asked.setState({ words: 'Counting… Until then the last numbers stand.' })
    const path = readingsPath(place.journeyId, { personaId, range, against: null })
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
