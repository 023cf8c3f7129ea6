import type { Card } from '#shared/model/records/card.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

export type ChangedKind = 'card' | 'stage' | 'step' | 'lane' | 'link' | 'persona'

/** One thing that became another between two snapshots. */
export interface Change {
  readonly verb: 'added' | 'deleted' | 'moved' | 'edited'
  readonly kind: ChangedKind
  readonly id: string
  /** What it is called, or was. Of a link its label. */
  readonly title: string
  /** Of a card that came or moved: the step that it stands in now. */
  readonly step?: string | undefined
}

type Thing = { readonly title?: string; readonly name?: string; readonly label?: string; readonly place?: unknown }

const KINDS = [
  ['card', 'cards'],
  ['stage', 'stages'],
  ['step', 'steps'],
  ['lane', 'lanes'],
  ['link', 'links'],
  ['persona', 'personas'],
] as const

/** What is different, by the identity of records. Costs the size of the journey: ask once in a while, not with every change. */
export function changesBetween(before: JourneySnapshot, after: JourneySnapshot): readonly Change[] {
  return KINDS.flatMap(([kind, root]): Change[] => {
    const [old, now] = [before[root], after[root]] as readonly ReadonlyMap<string, Thing>[]
    if (!old || !now || old === now) return []
    const changes: Change[] = []
    for (const [id, thing] of now) {
      const was = old.get(id)
      if (was === thing) continue
      const verb = was === undefined ? 'added' : isMoved(kind, was, thing) ? 'moved' : 'edited'
      const step = kind === 'card' ? stepOf(after, thing as Card) : undefined
      changes.push({ verb, kind, id, title: titleOf(thing), step })
    }
    for (const [id, thing] of old) if (!now.has(id)) changes.push({ verb: 'deleted', kind, id, title: titleOf(thing) })
    return changes
  })
}

const titleOf = ({ title, name, label }: Thing): string => title ?? name ?? label ?? ''

/** A place is replaced as a whole, so another one is a move; also one among the siblings. */
const isMoved = (kind: ChangedKind, was: Thing, now: Thing): boolean =>
  kind !== 'persona' && JSON.stringify(was.place) !== JSON.stringify(now.place)

const stepOf = ({ steps }: JourneySnapshot, { place }: Card): string | undefined =>
  place.kind === 'cell' ? steps.get(place.stepId)?.title : undefined

/** One change for each thing, of all that was done to it: what came and went meanwhile is no news. */
export function merged(changes: readonly Change[]): readonly Change[] {
  const byId = new Map<string, Change>()
  for (const change of changes) {
    const before = byId.get(change.id)
    if (before?.verb === 'added' && change.verb === 'deleted') byId.delete(change.id)
    else byId.set(change.id, { ...change, verb: verbOfBoth(before?.verb, change.verb) })
  }
  return [...byId.values()]
}

/** That it is new or gone says more than that it moved, and that it moved more than that it was edited. */
function verbOfBoth(before: Change['verb'] | undefined, now: Change['verb']): Change['verb'] {
  if (now === 'deleted' || before === undefined) return now
  // Deleted and brought back, by undo.
  if (before === 'deleted') return 'edited'
  return before === 'edited' ? now : before
}
