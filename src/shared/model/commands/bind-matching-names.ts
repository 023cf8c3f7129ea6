import type * as Y from 'yjs'
import { done, refused } from '#shared/lib/result.ts'
import { BINDINGS_ROOT, type DatasetId } from '../records/binding.ts'
import { LIST_MAX_LENGTH, NAME_MAX_LENGTH } from '../records/limits.ts'
import type { Command } from './command.ts'
import { liveRecords } from './stored.ts'

export interface BindMatchingNamesArgs {
  readonly datasetId: DatasetId
  readonly eventNames: readonly string[]
}

/**
 * Ties every touchpoint and step that is not tied to anything to the events that bear its title, whatever the case, spaces and
 * punctuation. What a person has tied stays. Refuses when nothing matches.
 */
export const bindMatchingNames: Command<BindMatchingNamesArgs, { readonly boundIds: readonly string[] }, 'no-match'> = (
  doc,
  { datasetId, eventNames },
) => {
  const eventsByName = new Map<string, string[]>()
  for (const event of new Set(eventNames)) {
    const name = comparableName(event)
    if (name !== '' && event.length <= NAME_MAX_LENGTH)
      eventsByName.set(name, [...(eventsByName.get(name) ?? []), event])
  }
  const bindings = doc.getMap(BINDINGS_ROOT)
  const boundIds: string[] = []
  for (const [id, element] of bindable(doc)) {
    const events = eventsByName.get(comparableName(String(element.get('title') ?? '')))
    if (!events || bindings.has(id)) continue
    const rule = { events: events.slice(0, LIST_MAX_LENGTH), channels: [], where: [] }
    bindings.set(id, { datasetId, rule, source: 'matched-name' })
    boundIds.push(id)
  }
  return boundIds.length > 0 ? done({ boundIds }) : refused('no-match')
}

function* bindable(doc: Y.Doc): Generator<readonly [string, Y.Map<unknown>]> {
  yield* liveRecords(doc, 'steps')
  for (const [id, card] of liveRecords(doc, 'cards')) if (card.get('kind') === 'touchpoint') yield [id, card]
}

/** A name without what people write differently: case, spaces, punctuation, the way an accent is encoded. */
export const comparableName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
