import { createContext } from 'react'

/** Shows an element that a text links to; without it such links are plain words. */
export const ElementLinksContext = createContext<((elementId: string) => void) | null>(null)
