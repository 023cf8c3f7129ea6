import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { ParticipantsState } from '#src/collab/participants-state.ts'
import { areSamePeople, peopleOf, type Person } from './people.ts'

/** Who else is here; the component renders again when somebody comes, goes or changes, not when a cursor moves. */
export function usePeople(participants: StoreApi<ParticipantsState>): readonly Person[] {
  const last = useRef<readonly Person[]>([])
  const read = useCallback(() => {
    const { self, others } = participants.getState()
    const people = peopleOf(others, self?.id ?? null)
    if (!areSamePeople(last.current, people)) last.current = people
    return last.current
  }, [participants])
  return useSyncExternalStore(participants.subscribe, read)
}
