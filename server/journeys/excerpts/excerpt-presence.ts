import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'

/**
 * What somebody who sees only a part is told of another's presence: who they are, and what they do to elements that both see. Where a
 * cursor points means something else when lanes are missing, so then there is none; a caret is named without its place, which is one in
 * another document. Whatever else a presence says is left out.
 */
export function presenceInExcerpt(
  state: Readonly<Record<string, unknown>>,
  shown: JourneySnapshot,
  part: ShownPart,
): Record<string, unknown> {
  const kinds: readonly ReadonlyMap<string, unknown>[] = [
    shown.cards,
    shown.lanes,
    shown.steps,
    shown.stages,
    shown.links,
    shown.personas,
    shown.views,
  ]
  const sees = (id: unknown): id is string => typeof id === 'string' && kinds.some((records) => records.has(id))
  const seen = (ids: unknown): string[] => (Array.isArray(ids) ? ids.filter(sees) : [])
  const { user, cursor, selection, editing } = state
  const drag = objectOf(state['drag'])
  const dragged = seen(drag?.['ids'])
  const caret = objectOf(state['caret'])
  const isKnownText = caret !== null && (caret['root'] === 'journey' || sees(caret['id']))
  return {
    user,
    cursor: part.laneIds === null ? pointOf(cursor) : null,
    selection: seen(selection),
    drag: dragged.length > 0 ? { ids: dragged, dx: numberOf(drag?.['dx']), dy: numberOf(drag?.['dy']) } : null,
    editing: sees(editing) ? editing : null,
    caret: isKnownText ? { root: caret['root'], id: caret['id'], field: caret['field'], range: null } : null,
  }
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

const objectOf = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null

function pointOf(value: unknown): { readonly x: number; readonly y: number } | null {
  const point = objectOf(value)
  return point === null ? null : { x: numberOf(point['x']), y: numberOf(point['y']) }
}
