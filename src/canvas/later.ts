import { startTransition, useEffect, useState } from 'react'
import { createStore } from 'zustand/vanilla'
import { untilItComes } from '#src/ui/late.ts'
import type { laterParts as all } from './later-parts.ts'

export type LaterParts = typeof all

const store = createStore<{ readonly parts: LaterParts | null }>(() => ({ parts: null }))
let coming: Promise<LaterParts> | undefined

/** `isAwaited`: somebody has pressed something that needs the parts, so that calm would be delay. */
type Preparation = (parts: LaterParts, isAwaited: () => boolean) => Promise<void>
let prepare: Preparation | undefined
let isAwaited = false

/** Has that done before the parts are used. */
export const beforeLaterParts = (work: Preparation): void => {
  prepare = work
}

/** The parts of the canvas that are not drawn at its opening, fetched at once if they are not there yet. */
export const fetchLaterParts = (): Promise<LaterParts> => {
  coming ??= untilItComes(async () => (await import('./later-parts.ts')).laterParts).then(async (parts) => {
    await prepare?.(parts, () => isAwaited).catch(reportError)
    prepare = undefined
    store.setState({ parts })
    return parts
  })
  return coming
}

/** Those parts, if they are there. */
export const laterParts = (): LaterParts | null => store.getState().parts

/** Hears when they come; gives the way to stop. */
export const onLaterParts = (listener: () => void): (() => void) => store.subscribe(listener)

/** Does something with those parts: now, or as soon as they are there. */
export function withLaterParts(use: (parts: LaterParts) => void): void {
  const parts = laterParts()
  if (parts) {
    use(parts)
    return
  }
  isAwaited = true
  void fetchLaterParts().then(use)
}

/** The same parts for what is drawn with them; `null` until they are there. Drawn in slices, between which the page answers. */
export function useLaterParts(): LaterParts | null {
  const [parts, setParts] = useState(laterParts)
  useEffect(() => {
    const look = (): void => startTransition(() => setParts(laterParts()))
    look()
    return onLaterParts(look)
  }, [])
  return parts
}
