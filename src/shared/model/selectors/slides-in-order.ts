import type { SavedViewId } from '../records/saved-view.ts'
import type { StageId } from '../records/stage.ts'
import type { JourneySnapshot } from '../snapshot.ts'
import { stagesInOrder } from './stages-in-order.ts'
import { viewsInOrder } from './views-in-order.ts'

export const OVERVIEW_SLIDE = 'overview'

/** One picture of a presentation. Its id is that of the stage or saved view, or `overview`. */
export type Slide =
  | { readonly kind: 'overview'; readonly id: typeof OVERVIEW_SLIDE; readonly title: string; readonly notes: string }
  | { readonly kind: 'stage'; readonly id: StageId; readonly title: string; readonly notes: string }
  | { readonly kind: 'view'; readonly id: SavedViewId; readonly title: string; readonly notes: string }

/** Every slide that there could be: the overview, every stage, every saved view. */
const usualSlides = (snapshot: JourneySnapshot): Slide[] => [
  {
    kind: 'overview',
    id: OVERVIEW_SLIDE,
    title: snapshot.info.title || 'Untitled journey',
    notes: snapshot.info.notes ?? '',
  },
  ...stagesInOrder(snapshot).map(({ id, title, notes }): Slide => ({
    kind: 'stage',
    id,
    title: title || 'Untitled stage',
    notes: notes ?? '',
  })),
  ...viewsInOrder(snapshot).map(({ id, name, notes }): Slide => ({
    kind: 'view',
    id,
    title: name || 'Unnamed view',
    notes: notes ?? '',
  })),
]

/**
 * All slides in the order that was chosen, those left out included. What the order does not name (a stage that was added since) comes
 * right after what it usually follows; what it names and is gone is passed over.
 */
export function allSlides(snapshot: JourneySnapshot): readonly Slide[] {
  const usual = usualSlides(snapshot)
  const chosen = snapshot.info.slides?.order ?? []
  if (chosen.length === 0) return usual
  const byId = new Map(usual.map((slide) => [slide.id as string, slide]))
  const slides = [...new Set(chosen)].flatMap((id) => byId.get(id) ?? [])
  usual.forEach((slide, index) => {
    if (slides.includes(slide)) return
    const before = usual[index - 1]
    slides.splice(before === undefined ? 0 : slides.indexOf(before) + 1, 0, slide)
  })
  return slides
}

/** What is shown when the journey is presented; everything when all of it was left out. */
export function slidesInOrder(snapshot: JourneySnapshot): readonly Slide[] {
  const skipped = new Set(snapshot.info.slides?.skipped)
  const all = allSlides(snapshot)
  const shown = all.filter(({ id }) => !skipped.has(id))
  return shown.length > 0 ? shown : all
}
