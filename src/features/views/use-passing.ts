import { useCallback } from 'react'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { cardsPassing, cardTestOf } from '#shared/model/selectors/card-filter.ts'
import { useFilter, useSnapshotPart } from '#src/editor/hooks.ts'

/** How many cards pass the filter; `null` when it asks for nothing. */
export function usePassingCount(): number | null {
  const filter = useFilter()
  return useSnapshotPart(
    useCallback((snapshot: JourneySnapshot) => cardsPassing(snapshot, filter)?.size ?? null, [filter]),
  )
}

/** Whether the filter asks for anything. */
export function useIsFiltered(): boolean {
  const filter = useFilter()
  return useSnapshotPart(useCallback((snapshot: JourneySnapshot) => cardTestOf(snapshot, filter) !== null, [filter]))
}
