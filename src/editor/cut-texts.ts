import { createStore, type StoreApi } from 'zustand/vanilla'

/** A text that did not fit whole into its field. */
export interface CutText {
  readonly maxLength: number
  /** How much of its end was left out, in UTF-16 units. */
  readonly leftOut: number
}

/** The latest text that was cut as it came in; each new object is a new one. The app tells the person. */
export const cutTexts: StoreApi<CutText | null> = createStore<CutText | null>(() => null)
