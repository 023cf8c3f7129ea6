import { createContext, type ReactNode } from 'react'

/** What the app puts on a row of an element, in outline and table: e.g. how much was said about it. */
export type RowMark = (elementId: string) => ReactNode

export const RowMarksContext = createContext<RowMark | null>(null)
