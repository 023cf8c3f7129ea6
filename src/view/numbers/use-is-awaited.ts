import { useSyncExternalStore } from 'react'
import { useView } from '../view-context.ts'

/** Whether the first numbers are still on their way. */
export function useIsAwaited(): boolean {
  const { readings } = useView().collaboration
  return useSyncExternalStore(readings.subscribe, readings.getState) === null
}
