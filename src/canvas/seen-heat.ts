import { type Heat, heatOf } from '#shared/layout/heat-of.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { type CardTest, cardTestOf } from '#shared/model/selectors/card-filter.ts'
import type { Editor } from '#src/editor/editor.ts'

interface SeenHeat {
  readonly heat: Heat
  /** Only those that pass a filter are counted. */
  readonly isFiltered: boolean
}

/** The last answer for a journey's cells: it is asked for several times a frame while the view moves. */
const lastByCells = new WeakMap<JourneyLayout['cells'], { readonly test: CardTest; readonly heat: Heat }>()

/** How many cards each stage has in each lane, of those that pass the filter. */
export function seenHeat({ lens }: Pick<Editor, 'lens'>, layout: JourneyLayout): SeenHeat {
  const { snapshot, cells } = layout
  const test = cardTestOf(snapshot, lens.getState().filter)
  if (!test) return { heat: heatOf(layout), isFiltered: false }
  const known = lastByCells.get(cells)
  const heat = known?.test === test ? known.heat : heatOf(layout, test)
  lastByCells.set(cells, { test, heat })
  return { heat, isFiltered: true }
}
