import * as Y from 'yjs'
import { type BoundPersona, boundPersonaOf } from './bound-persona.ts'
import { type FeelingSource, feelingSourceField } from './records/feeling-source.ts'

/** An emotion that is measured. */
export interface MeasuredFeeling {
  readonly cardId: string
  readonly source: FeelingSource
  /** The one persona that it is about, whose cases count then; `null`: it is about none or several. */
  readonly persona: BoundPersona | null
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

function onlyPersonaOf(doc: Y.Doc, card: Y.Map<unknown>): BoundPersona | null {
  const ids: unknown = card.get('personaIds')
  const live = (Array.isArray(ids) ? ids : []).flatMap((id: unknown) =>
    typeof id === 'string' ? (boundPersonaOf(doc, id) ?? []) : [],
  )
  const [only, ...others] = live
  return only && others.length === 0 ? only : null
}
