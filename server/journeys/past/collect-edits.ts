import * as Y from 'yjs'
import type { EditChange } from '#shared/contract/rest/past.ts'
import { BINDINGS_ROOT } from '#shared/model/records/binding.ts'
import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'
import { RECORD_KINDS } from '#shared/model/read-snapshot.ts'

type Verb = EditChange['verb']
/** By kind and id. */
export type Changes = Map<string, EditChange>

const KIND_OF_ROOT: Readonly<Record<string, EditChange['kind']>> = {
  cards: 'card',
  stages: 'stage',
  steps: 'step',
  lanes: 'lane',
  links: 'link',
  personas: 'persona',
  views: 'view',
  [BINDINGS_ROOT]: 'binding',
  [JOURNEY_ROOT]: 'journey',
}

const NAMES: ReadonlySet<string> = new Set(['title', 'name', 'label'])
const PLACES: ReadonlySet<string> = new Set(['place', 'order'])
const TITLE_MAX_LENGTH = 120

/** Somebody was made the owner of something. */
export interface Assignment {
  readonly elementId: string
  readonly title: string
  readonly ownerId: string
}

export interface Collected {
  readonly take: () => Changes
  /** Who was made an owner since the last time. */
  readonly takeAssignments: () => readonly Assignment[]
}

/** Watches a document: what each update that is applied changes, in `take()` since the last time. */
export function collectEdits(doc: Y.Doc): Collected {
  let changes: Changes = new Map()
  let assignments: Assignment[] = []
  const assign = (root: string, id: string): void => {
    const ownerId = recordOf(doc, root, id)?.get('ownerId')
    if (typeof ownerId === 'string') assignments.push({ elementId: id, title: titleOf(doc, root, id), ownerId })
  }
  const add = (root: string, id: string, verb: Verb): void => {
    const kind = KIND_OF_ROOT[root]
    if (kind) mergeChange(changes, { kind, id, verb, title: titleOf(doc, root, id) })
  }
  for (const root of [...Object.keys(RECORD_KINDS), BINDINGS_ROOT]) {
    doc.getMap(root).observeDeep((events) => {
      for (const event of events) {
        const [id, field] = event.path
        if (id === undefined) {
          for (const [key, { action }] of event.changes.keys) {
            // What came and went in one update is no news.
            if (action === 'delete') add(root, key, 'deleted')
            else if (!isDeleted(doc, root, key)) add(root, key, 'added')
          }
        } else if (field !== undefined) add(root, String(id), NAMES.has(String(field)) ? 'renamed' : 'edited')
        else {
          for (const key of event.changes.keys.keys()) add(root, String(id), verbOf(doc, root, String(id), key))
          if (event.changes.keys.has('ownerId')) assign(root, String(id))
        }
      }
    })
  }
  doc.getMap(JOURNEY_ROOT).observeDeep((events) => {
    const isName = events.some(({ path, changes: changed }) => path[0] === 'title' || changed.keys.has('title'))
    add(JOURNEY_ROOT, JOURNEY_ROOT, isName ? 'renamed' : 'edited')
  })
  return {
    takeAssignments() {
      const taken = assignments
      assignments = []
      return taken
    },
    take() {
      const taken = changes
      changes = new Map()
      return taken
    },
  }
}

function verbOf(doc: Y.Doc, root: string, id: string, field: string): Verb {
  if (field === 'deletedAt') return isDeleted(doc, root, id) ? 'deleted' : 'added'
  if (PLACES.has(field)) return 'moved'
  return NAMES.has(field) ? 'renamed' : 'edited'
}

const recordOf = (doc: Y.Doc, root: string, id: string): Y.Map<unknown> | undefined => {
  const record = doc.getMap(root).get(id)
  return record instanceof Y.Map ? (record as Y.Map<unknown>) : undefined
}

const isDeleted = (doc: Y.Doc, root: string, id: string): boolean =>
  typeof recordOf(doc, root, id)?.get('deletedAt') === 'number'

function titleOf(doc: Y.Doc, root: string, id: string): string {
  const record = root === JOURNEY_ROOT ? doc.getMap(JOURNEY_ROOT) : recordOf(doc, root, id)
  const title = record?.get('title') ?? record?.get('name') ?? record?.get('label')
  const text = title instanceof Y.Text ? title.toString() : typeof title === 'string' ? title : ''
  return text.slice(0, TITLE_MAX_LENGTH)
}

const RANK: Readonly<Record<Verb, number>> = { edited: 0, moved: 1, renamed: 2, added: 3, deleted: 4 }

/** One change for each thing, of all that was done to it; what came and went meanwhile is no news. */
export function mergeChange(into: Changes, change: EditChange): void {
  const key = `${change.kind} ${change.id}`
  const before = into.get(key)
  if (before?.verb === 'added' && change.verb === 'deleted') {
    into.delete(key)
    return
  }
  if (before?.verb === 'deleted' && change.verb === 'added') into.set(key, { ...change, verb: 'edited' })
  else if (before && RANK[before.verb] > RANK[change.verb]) into.set(key, { ...change, verb: before.verb })
  else into.set(key, change)
}
