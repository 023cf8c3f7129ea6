import { createContext, use } from 'react'

/** Whether numbers are shown on the canvas. */
export const OverlayContext = createContext(false)

export const useOverlay = (): boolean => use(OverlayContext)
