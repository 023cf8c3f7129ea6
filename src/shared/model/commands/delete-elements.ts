import type * as Y from 'yjs'
import { done, refused } from '#shared/lib/result.ts'
import { BINDINGS_ROOT } from '../records/binding.ts'
import { cardPlaceSchema } from '../records/card.ts'
import type { RecordRoot } from '../records/record.ts'
import { storedColumns } from './columns.ts'
import type { Command } from './command.ts'
import { isLocked, liveRecord, liveRecords, rootOf, softDelete } from './stored.ts'

export interface DeleteElementsArgs {
  /** Of any kind, mixed. Those that are gone already are passed over. */
  readonly ids: readonly string[]
  /** The instant that is noted, ms since 1970. */
  readonly now?: number
}

/**
 * Deletes elements and what cannot be without them: with a stage its steps, with a card its links; a persona leaves the cards that
 * are about it. Locked cards stay. The cards of a deleted step or lane stay, without a cell (`strandedCards`), and a card that reached over a deleted
 * step reaches over one less. One undo brings all of it back. Gives the ids of everything that went.
 */
export const deleteElements: Command<
  DeleteElementsArgs,
  { readonly deletedIds: readonly string[] },
  'unknown-element' | 'locked'
> = (doc, { ids, now = Date.now() }) => {
  const going = new Map<string, RecordRoot>()
  for (const id of ids) {
    const root = rootOf(doc, id)
    if (root) going.set(id, root)
  }
  if (going.size === 0) return refused('unknown-element')
  for (const [id, root] of going) {
    const record = liveRecord(doc, root, id)
    if (root === 'cards' && record && isLocked(record)) going.delete(id)
  }
  if (going.size === 0) return refused('locked')
  addDependents(doc, going)
  shortenSpans(doc, going)
  const bindings = doc.getMap(BINDINGS_ROOT)
  for (const [id, root] of going) {
    const record = liveRecord(doc, root, id)
    if (record) softDelete(record, now)
    if (bindings.has(id)) bindings.delete(id)
  }
  leavePersonas(doc, going)
  return done({ deletedIds: [...going.keys()] })
}

function addDependents(doc: Y.Doc, going: Map<string, RecordRoot>): void {
  const has = (id: unknown): boolean => typeof id === 'string' && going.has(id)
  const roots = new Set(going.values())
  const add = (root: RecordRoot, isDependent: (record: Y.Map<unknown>) => boolean): void => {
    for (const [id, record] of liveRecords(doc, root)) {
      if (!isDependent(record)) continue
      going.set(id, root)
      roots.add(root)
    }
  }
  if (roots.has('stages')) add('steps', (step) => has(placeOf(step)?.stageId))
  if (roots.has('cards')) add('links', (link) => has(link.get('fromCardId')) || has(link.get('toCardId')))
}

/** Cards reach as far as they did, less what goes: else they would take in the steps that come after. */
function shortenSpans(doc: Y.Doc, going: ReadonlyMap<string, RecordRoot>): void {
  if (![...going.values()].includes('steps')) return
  const columns = storedColumns(doc)
  const rankOf = new Map<string, number>(columns.map((stepId, rank) => [stepId, rank]))
  for (const [, card] of liveRecords(doc, 'cards')) {
    const place = card.get('place')
    const parsed = cardPlaceSchema.safeParse(place)
    if (!parsed.success || parsed.data.kind !== 'cell' || parsed.data.span === undefined) continue
    const { stepId, span } = parsed.data
    const rank = rankOf.get(stepId)
    if (rank === undefined || going.has(stepId)) continue
    const gone = columns.slice(rank + 1, rank + span).filter((id) => going.has(id)).length
    if (gone > 0) card.set('place', { ...parsed.data, span: span - gone })
  }
}

const placeOf = (record: Y.Map<unknown>): { stageId?: unknown; stepId?: unknown; laneId?: unknown } | undefined =>
  record.get('place') as { stageId?: unknown } | undefined

function leavePersonas(doc: Y.Doc, going: ReadonlyMap<string, RecordRoot>): void {
  if (![...going.values()].includes('personas')) return
  for (const [, card] of liveRecords(doc, 'cards')) {
    const personaIds = card.get('personaIds')
    if (!Array.isArray(personaIds) || !personaIds.some((id) => going.has(String(id)))) continue
    card.set(
      'personaIds',
      personaIds.filter((id) => !going.has(String(id))),
    )
  }
}
