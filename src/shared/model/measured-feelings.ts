import * as Y from 'yjs'
import { type FeelingSource, feelingSourceField } from './records/feeling-source.ts'
import type { PersonaId } from './records/persona.ts'

/** An emotion that is measured. */
export interface MeasuredFeeling {
  readonly cardId: string
  readonly source: FeelingSource
  /** The one persona that it is about, whose cases count then; `null`: it is about none or several. */
  readonly persona: { readonly id: PersonaId; readonly name: string; readonly segmentId: string | null } | null
}

/** The emotions that are measured, read without a snapshot: of 20,000 cards a few are. */
export function measuredFeelingsOf(doc: Y.Doc): readonly MeasuredFeeling[] {
  const found: MeasuredFeeling[] = []
  for (const [cardId, card] of doc.getMap('cards')) {
    if (!(card instanceof Y.Map) || card.get('kind') !== 'emotion' || typeof card.get('deletedAt') === 'number')
      continue
    const stored: unknown = card.get('feelingSource')
    const source = stored === undefined ? undefined : feelingSourceField.parse(stored)
    if (source) found.push({ cardId, source, persona: onlyPersonaOf(doc, card) })
  }
  return found
}

function onlyPersonaOf(doc: Y.Doc, card: Y.Map<unknown>): MeasuredFeeling['persona'] {
  const ids: unknown = card.get('personaIds')
  const live = (Array.isArray(ids) ? ids : []).flatMap((id: unknown) => {
    const persona = typeof id === 'string' ? doc.getMap('personas').get(id) : undefined
    return persona instanceof Y.Map && typeof persona.get('deletedAt') !== 'number'
      ? [{ id: id as PersonaId, persona }]
      : []
  })
  const [only, ...others] = live
  if (!only || others.length > 0) return null
  const [name, segmentId] = [only.persona.get('name'), only.persona.get('segmentId')]
  return {
    id: only.id,
    name: name instanceof Y.Text ? name.toString() : '',
    segmentId: typeof segmentId === 'string' ? segmentId : null,
  }
}
