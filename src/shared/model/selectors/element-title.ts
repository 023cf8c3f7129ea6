import { JOURNEY_ROOT } from '../records/journey-info.ts'
import type { JourneySnapshot } from '../snapshot.ts'

const find = (snapshot: JourneySnapshot, id: string): { readonly title: string } | undefined => {
  for (const records of [snapshot.cards, snapshot.steps, snapshot.stages] as readonly ReadonlyMap<
    string,
    { readonly title: string }
  >[]) {
    const record = records.get(id)
    if (record !== undefined) return record
  }
  return undefined
}

/** What a stage, step, card, persona or link is called; a link by the cards at its ends. */
export function elementTitle(snapshot: JourneySnapshot, id: string): string {
  if (id === JOURNEY_ROOT) return snapshot.info.title || 'Untitled journey'
  const link = (snapshot.links as ReadonlyMap<string, { readonly fromCardId: string; readonly toCardId: string }>).get(
    id,
  )
  if (link !== undefined) return `${elementTitle(snapshot, link.fromCardId)} → ${elementTitle(snapshot, link.toCardId)}`
  const persona = (snapshot.personas as ReadonlyMap<string, { readonly name: string }>).get(id)
  if (persona !== undefined) return persona.name || 'Unnamed persona'
  return find(snapshot, id)?.title || 'Untitled'
}
