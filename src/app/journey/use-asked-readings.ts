import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { createStore } from 'zustand/vanilla'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { lookedAtPersona } from '#shared/model/selectors/looked-at-persona.ts'
import { wordsOf } from '#src/api/api-error.ts'
import type { Editor } from '#src/editor/editor.ts'
import { againstOf } from '#src/features/metrics/segments/against-of.ts'
import type { ReadingsStore } from '#src/features/metrics/use-element-readings.ts'
import { whenQuiet } from '#src/ui/usable.ts'
import { type Asked, askedQuery } from './asked-query.ts'

/** `counting`: the last numbers still stand. */
export type AskedNumbers =
  | { readonly state: 'everybody' }
  | { readonly state: 'counting'; readonly of: Asked }
  | { readonly state: 'shown'; readonly of: Asked; readonly readings: JourneyReadings }
  | { readonly state: 'failed'; readonly of: Asked; readonly words: string }

interface AskedReadings {
  /** What the canvas draws: everybody's numbers, or those that one asked for. */
  readonly readings: ReadingsStore
  readonly numbers: AskedNumbers
}

/**
 * Switches the numbers with the persona that one looks at, if it is one and bound to a segment, and with the time range. Everybody's
 * numbers of all time are pushed to all; any other are asked for by who looks at them, and again whenever everybody's change.
 */
export function useAskedReadings(journeyId: string, editor: Editor, everybody: ReadingsStore): AskedReadings {
  const of = useAsked(editor)
  const isAsked = of !== null
  const query = useQuery({
    ...askedQuery(journeyId, of, everybody),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  const { data, error, refetch, isFetching } = query
  useEffect(() => {
    if (!isAsked) return undefined
    // What is under way is not broken off: under a steady stream of events nothing would ever arrive.
    const ask = (): void => void refetch({ cancelRefetch: false })
    if (!isFetching && error === null && data !== undefined && data.beside !== everybody.getState()) ask()
    return everybody.subscribe(ask)
  }, [isAsked, refetch, isFetching, error, data, everybody])

  const [store] = useState(() => createStore<JourneyReadings | null>(() => everybody.getState()))
  const shown = isAsked && data !== undefined && error === null ? data.readings : null
  useEffect(() => {
    if (shown !== null) {
      store.setState(shown, true)
      return undefined
    }
    // While something is counted for the first time everybody's numbers stand; the strip says so.
    const follow = (): void => store.setState(everybody.getState(), true)
    follow()
    return everybody.subscribe(follow)
  }, [store, shown, everybody])
  useReadyPersonas(journeyId, editor, everybody)
  return { readings: store, numbers: numbersOf(of, query) }
}

/** Once everybody's numbers are there. */
function useReadyPersonas(journeyId: string, editor: Editor, everybody: ReadingsStore): void {
  const client = useQueryClient()
  useEffect(() => {
    const leaving = new AbortController()
    const begin = (): void => {
      if (everybody.getState() === null) return
      stop()
      void whenQuiet()
        .then(() => import('./ready-personas.ts'))
        .then(({ readyPersonas }) => readyPersonas(client, journeyId, editor, everybody, leaving.signal))
        // Nobody has asked yet; who does is told.
        .catch(() => undefined)
    }
    const stop = everybody.subscribe(begin)
    begin()
    return () => {
      stop()
      leaving.abort()
    }
  }, [client, journeyId, editor, everybody])
}

interface Answer {
  readonly data: { readonly readings: JourneyReadings } | undefined
  readonly error: Error | null
  readonly isPlaceholderData: boolean
}

function numbersOf(of: Asked | null, { data, error, isPlaceholderData }: Answer): AskedNumbers {
  if (of === null) return { state: 'everybody' }
  if (error !== null) return { state: 'failed', of, words: wordsOf(error) }
  return data === undefined || isPlaceholderData
    ? { state: 'counting', of }
    : { state: 'shown', of, readings: data.readings }
}

/** What one looks at just now. Not a hook of the editor's: this stands above its provider. */
function useAsked(editor: Editor): Asked | null {
  const find = () => askedIn(editor)
  const [asked, setAsked] = useState(find)
  useEffect(() => {
    const look = (): void =>
      setAsked((before) => {
        const now = askedIn(editor)
        return JSON.stringify(before) === JSON.stringify(now) ? before : now
      })
    look()
    const stops = [editor.lens.subscribe(look), editor.subscribe(look)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [editor])
  return asked
}

function askedIn(editor: Editor): Asked | null {
  const { filter, range } = editor.lens.getState()
  const persona = lookedAtPersona(editor.getSnapshot(), filter)
  const lookedAt =
    persona?.segmentId === undefined
      ? null
      : { personaId: persona.id, segmentId: persona.segmentId, name: persona.name }
  const against = againstOf(editor, lookedAt?.segmentId ?? null)
  if (lookedAt === null && range === null && against === null) return null
  return { persona: lookedAt, range, against }
}
