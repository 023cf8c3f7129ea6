import type { LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { Editor } from '#src/editor/editor.ts'
import { preferences } from '#src/ui/preferences.ts'
import type { MoveWay } from './outline-verbs.ts'
import { type OutlineRow, titleOf } from './outline-rows.ts'

/** What a key asks the outline to do. */
export type OutlineWish =
  | { readonly kind: 'go'; readonly index: number; readonly extends: boolean }
  | { readonly kind: 'toggle-open' }
  | { readonly kind: 'toggle-selected' }
  | { readonly kind: 'edit' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'add' }
  /** Another of its kind behind it. */
  | { readonly kind: 'add-after' }
  | { readonly kind: 'duplicate' }
  /** Into another step, another lane. */
  | { readonly kind: 'place'; readonly stepId?: StepId; readonly laneId?: LaneId }
  /** Out of the grid. */
  | { readonly kind: 'place-beside' }
  | { readonly kind: 'copy' | 'cut' | 'paste' }
  | { readonly kind: 'link' }
  | { readonly kind: 'move'; readonly way: MoveWay }

const WAYS: Readonly<Record<string, MoveWay>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'back',
  ArrowRight: 'forth',
}
const PAGE_ROWS = 10

/** The wish behind a key on a row, after the WAI-ARIA pattern of a tree grid; `null` when it means nothing here. */
export function wishOf(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  rows: readonly OutlineRow[],
  index: number,
  { canEdit }: Pick<Editor, 'canEdit'>,
): OutlineWish | null {
  const row = rows[index]
  if (!row) return null
  const isCommand = event.ctrlKey || event.metaKey
  const go = (to: number): OutlineWish => ({
    kind: 'go',
    index: Math.max(0, Math.min(rows.length - 1, to)),
    extends: event.shiftKey,
  })
  if (event.altKey) {
    const way = WAYS[event.key]
    return way && canEdit ? { kind: 'move', way } : null
  }
  if (isCommand) return event.key === 'Enter' && canEdit ? { kind: 'add' } : null
  switch (event.key) {
    case 'ArrowDown':
      return go(index + 1)
    case 'ArrowUp':
      return go(index - 1)
    case 'Home':
      return go(0)
    case 'End':
      return go(rows.length - 1)
    case 'PageDown':
      return go(index + PAGE_ROWS)
    case 'PageUp':
      return go(index - PAGE_ROWS)
    case 'ArrowRight':
      return row.isOpen === false ? { kind: 'toggle-open' } : row.isOpen ? go(index + 1) : null
    case 'ArrowLeft':
      return row.isOpen ? { kind: 'toggle-open' } : goToParent(rows, row)
    case ' ':
      return { kind: 'toggle-selected' }
    case 'Enter':
    case 'F2':
      if (titleOf(row) === null) return row.isOpen === null ? null : { kind: 'toggle-open' }
      return canEdit ? { kind: 'edit' } : null
    case 'Insert':
      return canEdit ? { kind: 'add' } : null
    case 'Delete':
    case 'Backspace':
      return canEdit && row.elementId !== null ? { kind: 'delete' } : null
    case 'l':
    case 'L':
      return canEdit && row.kind === 'card' && preferences.getState().hasSingleKeys ? { kind: 'link' } : null
    default:
      return null
  }
}

function goToParent(rows: readonly OutlineRow[], row: OutlineRow): OutlineWish | null {
  const index = rows.findIndex(({ key }) => key === row.parentKey)
  return index < 0 ? null : { kind: 'go', index, extends: false }
}
