import { createContext, use } from 'react'
import { useStore } from 'zustand'
import { assert } from '#shared/lib/assert.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { ViewLens } from './lens.ts'
import type { OpenView } from './open-view.ts'

export const ViewContext = createContext<OpenView | null>(null)

export function useView(): OpenView {
  const view = use(ViewContext)
  assert(view !== null, 'shown inside an open view')
  return view
}

export const useSnapshot = (): JourneySnapshot => useStore(useView().snapshot)
export const useLens = (): ViewLens => useStore(useView().lens)
/** The readings that are shown, as they come in; `null` until the first have come. */
export const useAllReadings = (): JourneyReadings | null => useStore(useView().readings)
