import type { OtherCustomers } from '#shared/metrics/held-against.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { segmentsInUse } from '#shared/model/selectors/segments-in-use.ts'
import type { Editor } from '#src/editor/editor.ts'

/**
 * Whom the numbers of a persona's segment (`null`: everybody's) are held against just now; `null`: everybody else, or the period before. A
 * choice that means nothing here is kept for where it does: the persona itself, one that is gone or bound to no other segment, and for those who may only look a
 * segment that the journey does not use, of which they are not told.
 */
export function againstOf(
  { getSnapshot, lens, canEdit }: Pick<Editor, 'getSnapshot' | 'lens' | 'canEdit'>,
  ownSegmentId: string | null,
): OtherCustomers | null {
  const { against, range } = lens.getState()
  if (against === null || range?.isBesideBefore) return null
  const segmentId =
    against.kind === 'segment' ? against.id : getSnapshot().personas.get(against.id as PersonaId)?.segmentId
  if (segmentId === undefined || segmentId === ownSegmentId) return null
  return against.kind === 'persona' || canEdit || segmentsInUse(getSnapshot()).has(segmentId) ? against : null
}
