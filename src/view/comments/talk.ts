import type { ComponentType } from 'react'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Point, Rect } from '#shared/layout/rect.ts'

/** Where something is said that is not resolved yet. */
export interface TalkMark {
  readonly key: string
  /** An element, or a spot of the map. */
  readonly on: { readonly elementId: string } | { readonly at: Point }
  readonly count: number
  readonly unread: number
  readonly open: () => void
}

export interface TalkMarksProps {
  readonly marks: readonly TalkMark[]
  readonly layout: JourneyLayout
  /** Where an element stands; the map's own, so that its code stays with the map. */
  readonly rectOf: (layout: JourneyLayout, elementId: string) => Rect | undefined
}

/** What is said beside the journey; known once the server has said that this person may read it. */
export interface Talk {
  /** Comments of others that were not read yet. */
  readonly unread: number
  readonly mayWrite: boolean
  readonly marks: readonly TalkMark[]
  /** Draws them on the map; comes with the comments, after the journey. */
  readonly Marks: ComponentType<TalkMarksProps>
  /** Opens what was said on an element, or a new thread where nothing was said and one may. */
  readonly openOn: (elementId: string) => void
}
