import { refreshSnapshot } from '#shared/model/read-snapshot.ts'
import { BINDINGS_ROOT } from '#shared/model/records/binding.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { JourneyDocument } from './ports.ts'

const NOTHING: JourneySnapshot = {
  info: { title: '', scenario: '', state: 'current' },
  personas: new Map(),
  stages: new Map(),
  steps: new Map(),
  lanes: new Map(),
  cards: new Map(),
  links: new Map(),
  views: new Map(),
  bindings: new Map(),
  problems: [],
}

/**
 * As much of a journey as readings rest on: stages, steps, bindings, the bound cards and the links between those. Reading only that
 * keeps a journey of 20,000 cards, of which 40 are bound, as cheap as one of 40.
 */
export function boundPartOf(doc: JourneyDocument): JourneySnapshot {
  const bound = new Set(doc.getMap(BINDINGS_ROOT).keys())
  if (bound.size === 0) return NOTHING
  const links = new Set<string>()
  for (const [id, link] of doc.getMap('links').entries()) {
    if (bound.has(fieldOf(link, 'fromCardId')) && bound.has(fieldOf(link, 'toCardId'))) links.add(id)
  }
  return refreshSnapshot(
    doc,
    NOTHING,
    new Map([
      [BINDINGS_ROOT, bound],
      ['stages', new Set(doc.getMap('stages').keys())],
      ['steps', new Set(doc.getMap('steps').keys())],
      ['cards', bound],
      ['links', links],
    ]),
  )
}

/** The personas and the saved views of a journey, and nothing else of it. */
export const personasAndViewsOf = (doc: JourneyDocument): Pick<JourneySnapshot, 'personas' | 'views'> =>
  refreshSnapshot(
    doc,
    NOTHING,
    new Map([
      ['personas', new Set(doc.getMap('personas').keys())],
      ['views', new Set(doc.getMap('views').keys())],
    ]),
  )

/** A text field of a stored record; '' when it is none, since a document comes from a network. */
function fieldOf(record: unknown, field: string): string {
  if (typeof record !== 'object' || record === null || !('get' in record) || typeof record.get !== 'function') return ''
  const value: unknown = record.get(field)
  return typeof value === 'string' ? value : ''
}
