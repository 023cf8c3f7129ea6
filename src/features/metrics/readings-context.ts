import { createContext } from 'react'
import type { ReadingsStore } from './use-element-readings.ts'

/** The numbers of the open journey, for what stands beside the canvas; `null` where there are none. */
export const ReadingsContext = createContext<ReadingsStore | null>(null)
