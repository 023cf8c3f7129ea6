import { createContext, type ReactNode, use } from 'react'
import type { Presence } from '#shared/contract/presence.ts'
import type { Point } from '#shared/layout/rect.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'

/** What the canvas needs of a zustand store (or anything like one): the value now, and to hear of the next. */
export interface ReadableStore<Value> {
  readonly getState: () => Value
  readonly subscribe: (listener: () => void) => () => void
}

/** Where on the canvas readings are shown; each place has a size of its own. */
export type ReadingsPlace = 'stage' | 'step' | 'card' | 'metric'

/** What someone asked to have explained: a bound stage, step or touchpoint, or a link with an observed flow. */
export type ExplainTarget =
  | { readonly kind: 'element'; readonly elementId: string; readonly metric: string }
  | { readonly kind: 'link'; readonly linkId: string; readonly metric: 'flow' | 'rate' }

/** A picture that is kept with the journey now, with its size in pixels. */
export interface AddedImage {
  readonly imageId: string
  readonly width: number
  readonly height: number
}

/** Comments on an element, or at a spot in journey pixels. */
export interface CommentPin {
  readonly key: string
  readonly at: { readonly elementId: string } | Point
  readonly count: number
  readonly unread: number
  /** The conversation that one looks at. */
  readonly isOpen: boolean
}

/** What is said beside the journey. */
export interface CommentPort {
  /** Those that are to be seen; none while they are switched off. */
  readonly pins: ReadableStore<readonly CommentPin[]>
  readonly onOpen: (pin: CommentPin) => void
  /** Starts a thread; absent for those who may only read. */
  readonly onComment?: ((at: CommentPin['at']) => void) | undefined
}

/** Where pictures are kept. */
export interface ImagePort {
  /** Rejects with an `Error` whose message is plain words. `onProgress` gets the share that has left, 0..1. */
  readonly upload: (file: File, onProgress: (share: number) => void) => Promise<AddedImage>
  readonly urlOf: (imageId: string) => string
  /** Brings a picture here that a pasted card shows and that lies in another journey only; whether it is here now. */
  readonly fetchFromElsewhere: (imageId: string) => Promise<boolean>
}

/** What should be seen: an element, or a spot in journey pixels. */
export type RevealWish = { readonly elementId: string } | { readonly spot: Point }

/** How the canvas meets what it may not import: the app fills these in. */
export interface CanvasPorts {
  /** Who else is here, by connection. `null` where nobody can be. */
  readonly participants: ReadableStore<{ readonly others: ReadonlyMap<number, Presence> }> | null
  /** Tells the others where one's pointer is, what is selected, dragged, linked and edited. */
  readonly showPresence: (
    patch: Partial<Pick<Presence, 'cursor' | 'selection' | 'drag' | 'connecting' | 'editing'>>,
  ) => void
  /** The numbers of this journey; `null` until they come. */
  readonly readings: ReadableStore<JourneyReadings | null> | null
  /**
   * Draws the readings of a bound element into the place the canvas gives: 22 px high, 44 px for a metric; as wide as the stage, the step, or the card
   * less its padding. Clicks inside belong to what is drawn.
   */
  readonly renderReadings: (elementId: string, place: ReadingsPlace) => ReactNode
  /** Someone clicked a number that the canvas itself drew; `anchor` is where it stands on the screen. */
  readonly onExplain: (target: ExplainTarget, anchor: DOMRect) => void
  /** The latest wish to see an element, e.g. one that a search has found; each new object is a new wish. */
  readonly revealRequest: ReadableStore<RevealWish | null> | null
  /** `null`: there are no pictures here. */
  readonly images: ImagePort | null
  /** Absent: comments are not for whoever looks, or not there yet. */
  readonly comments?: CommentPort | undefined
  /** Threads may be started, if not at once: known before the comments are there, so that their tool has its place from the start. */
  readonly mayComment?: boolean
}

const NOBODY: CanvasPorts = {
  participants: null,
  showPresence: () => {},
  readings: null,
  renderReadings: () => null,
  onExplain: () => {},
  revealRequest: null,
  images: null,
}

/** Provided by the app around a `JourneyCanvas`; without it the canvas shows the journey alone. */
export const CanvasPortsContext = createContext<CanvasPorts>(NOBODY)

export const useCanvasPorts = (): CanvasPorts => use(CanvasPortsContext)
