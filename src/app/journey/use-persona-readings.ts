import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { createStore } from 'zustand/vanilla'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { api } from '#src/api/api.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import type { Editor } from '#src/editor/editor.ts'
import type { ReadingsStore } from '#src/features/metrics/use-element-readings.ts'

/** Whose numbers are on the canvas, when they are not everybody's. */
export interface LookedAt {
  readonly personaId: PersonaId
  readonly name: string
}

/** `counting`: the last numbers still stand. */
export type PersonaNumbers =
  | { readonly state: 'everybody' }
  | { readonly state: 'counting'; readonly of: LookedAt }
  | { readonly state: 'shown'; readonly of: LookedAt; readonly readings: JourneyReadings }
  | { readonly state: 'failed'; readonly of: LookedAt; readonly words: string }

interface PersonaReadings {
  /** What the canvas draws: everybody's numbers, or those of the persona that one looks at. */
  readonly readings: ReadingsStore
  readonly numbers: PersonaNumbers
}

/**
 * Switches the numbers with the persona that one looks at, if it is one and bound to a segment. Everybody's numbers are pushed to
 * all; a persona's are asked for by who looks at it, and again whenever everybody's change.
 */
export function usePersonaReadings(journeyId: string, editor: Editor, everybody: ReadingsStore): PersonaReadings {
  const of = useLookedAt(editor)
  const personaId = of?.personaId ?? null
  const query = useQuery({
    queryKey: QUERY_KEYS.personaReadings(journeyId, of === null ? null : `${of.personaId} ${of.segmentId}`),
    queryFn: async ({ signal }) => {
      const beside = everybody.getState()
      return { beside, readings: await api.getPersonaReadings(journeyId, personaId ?? '', signal) }
    },
    enabled: personaId !== null,
    placeholderData: keepPreviousData,
    // Compared by what it is: everybody's numbers are a new object whenever they change.
    structuralSharing: false,
  })
  const { data, error, refetch, isFetching } = query
  useEffect(() => {
    if (personaId === null) return undefined
    // What is under way is not broken off: under a steady stream of events nothing would ever arrive.
    const ask = (): void => void refetch({ cancelRefetch: false })
    if (!isFetching && error === null && data !== undefined && data.beside !== everybody.getState()) ask()
    return everybody.subscribe(ask)
  }, [personaId, refetch, isFetching, error, data, everybody])

  const [store] = useState(() => createStore<JourneyReadings | null>(() => everybody.getState()))
  const shown = personaId !== null && data !== undefined && error === null ? data.readings : null
  useEffect(() => {
    if (shown !== null) {
      store.setState(shown, true)
      return undefined
    }
    // While a persona is counted for the first time everybody's numbers stand; the strip says so.
    const follow = (): void => store.setState(everybody.getState(), true)
    follow()
    return everybody.subscribe(follow)
  }, [store, shown, everybody])
  return { readings: store, numbers: numbersOf(of, query) }
}

interface Answer {
  readonly data: { readonly readings: JourneyReadings } | undefined
  readonly error: Error | null
  readonly isPlaceholderData: boolean
}

function numbersOf(of: LookedAt | null, { data, error, isPlaceholderData }: Answer): PersonaNumbers {
  if (of === null) return { state: 'everybody' }
  if (error !== null) return { state: 'failed', of, words: wordsOf(error) }
  return data === undefined || isPlaceholderData
    ? { state: 'counting', of }
    : { state: 'shown', of, readings: data.readings }
}

/** The one persona that is looked at, if it has a segment. Not a hook of the editor's: this stands above its provider. */
function useLookedAt(editor: Editor): (LookedAt & { readonly segmentId: string }) | null {
  const find = () => lookedAtIn(editor.getSnapshot(), editor.lens.getState().filter.personaIds)
  const [lookedAt, setLookedAt] = useState(find)
  useEffect(() => {
    const look = (): void =>
      setLookedAt((before) => {
        const now = lookedAtIn(editor.getSnapshot(), editor.lens.getState().filter.personaIds)
        return JSON.stringify(before) === JSON.stringify(now) ? before : now
      })
    look()
    const stops = [editor.lens.subscribe(look), editor.subscribe(look)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [editor])
  return lookedAt
}

function lookedAtIn({ personas }: JourneySnapshot, asked: readonly PersonaId[]) {
  const [persona, ...others] = asked.flatMap((id) => personas.get(id) ?? [])
  return persona?.segmentId === undefined || others.length > 0
    ? null
    : { personaId: persona.id, name: persona.name, segmentId: persona.segmentId }
}
