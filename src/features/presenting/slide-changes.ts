import type { SlideOrder } from '#shared/model/records/journey-info.ts'
import { allSlides } from '#shared/model/selectors/slides-in-order.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

const skippedOf = ({ info }: JourneySnapshot): readonly string[] => info.slides?.skipped ?? []

/** The order when one slide stands at another index; what is left out stays so. */
export function slidesMoved(snapshot: JourneySnapshot, id: string, to: number): SlideOrder {
  const order = allSlides(snapshot)
    .map((slide) => slide.id as string)
    .filter((one) => one !== id)
  order.splice(Math.max(0, to), 0, id)
  return { order, skipped: [...skippedOf(snapshot)] }
}

/** The same order with one slide left out, or shown again. */
export function slideToggled(snapshot: JourneySnapshot, id: string): SlideOrder {
  const skipped = skippedOf(snapshot)
  return {
    order: [...(snapshot.info.slides?.order ?? [])],
    skipped: skipped.includes(id) ? skipped.filter((one) => one !== id) : [...skipped, id],
  }
}

/** Where the notes of a slide are written. */
export const notesOf = (slide: { readonly kind: 'overview' | 'stage' | 'view'; readonly id: string }) =>
  slide.kind === 'overview'
    ? ({ root: 'journey', id: 'journey', field: 'notes' } as const)
    : ({ root: slide.kind === 'stage' ? 'stages' : 'views', id: slide.id, field: 'notes' } as const)
