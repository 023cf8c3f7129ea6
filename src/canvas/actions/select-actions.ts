import { Blend, Columns3, GalleryHorizontalEnd, Rows3, Shapes } from 'lucide-react'
import type { Card } from '#shared/model/records/card.ts'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { selectedCards } from '../selected-cards.ts'

/** Ways to select more than one thing at once. */
export function selectActions(core: CanvasCore): readonly Action[] {
  const { editor, scene, state } = core
  const cardIds = (fits: (card: Card) => boolean): string[] =>
    [...scene.get().snapshot.cards.values()].filter(fits).map(({ id }) => id)

  /** The steps, lanes and stages that the selection lies in: of its cards, the chosen cell, or what is selected itself. */
  const placesOf = (part: 'stepId' | 'laneId' | 'stageId'): ReadonlySet<string> => {
    const { snapshot } = scene.get()
    const { ids } = editor.selection.getState()
    const { cell } = state.getState()
    const inCells = selectedCards(core).flatMap(({ place }) => (place.kind === 'cell' ? [place] : []))
    const cells = inCells.length === 0 && ids.size === 0 && cell ? [cell] : inCells
    const stageOf = (stepId: string): string => snapshot.steps.get(stepId as never)?.place.stageId ?? ''
    const found = cells.map((one) => (part === 'stageId' ? stageOf(one.stepId) : one[part]))
    return new Set([...found, ...ids])
  }
  const inSame = (part: 'stepId' | 'laneId' | 'stageId'): string[] => {
    const places = placesOf(part)
    const { snapshot } = scene.get()
    return cardIds(({ place }) => {
      if (place.kind !== 'cell') return false
      return places.has(part === 'stageId' ? (snapshot.steps.get(place.stepId)?.place.stageId ?? '') : place[part])
    })
  }
  const sameKind = (): string[] => {
    const kinds = new Set(selectedCards(core).map(({ kind }) => kind))
    return cardIds(({ kind }) => kinds.has(kind))
  }
  const others = (): string[] => {
    const { ids } = editor.selection.getState()
    return cardIds(({ id }) => !ids.has(id))
  }
  const selecting = { group: 'Edit', section: 'select', submenu: 'Select more', keywords: 'selection' } as const
  const more = (
    id: string,
    label: string,
    icon: Action['icon'],
    find: () => string[],
    rest: Partial<Action> = {},
  ): Action => ({
    id,
    ...selecting,
    label,
    icon,
    isEnabled: () => find().length > 0,
    run: () => editor.select(find()),
    ...rest,
  })
  return [
    more('edit.select-kind', 'Select all of this kind', Shapes, sameKind, {
      shortcuts: ['Mod+Shift+A'],
      contexts: ['card', 'several'],
    }),
    more('edit.select-lane', 'Select all in this lane', Rows3, () => inSame('laneId'), {
      contexts: ['card', 'cell', 'several'],
    }),
    more('edit.select-step', 'Select all in this step', Columns3, () => inSame('stepId'), {
      contexts: ['card', 'cell', 'several'],
    }),
    more('edit.select-stage', 'Select all in this stage', GalleryHorizontalEnd, () => inSame('stageId'), {
      contexts: ['card', 'cell', 'several'],
    }),
    more('edit.select-others', 'Invert the selection', Blend, others, {
      isEnabled: () => cardIds(() => true).length > 0,
    }),
  ]
}
