import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { TEMPLATES } from '#server/journeys/templates/templates.ts'
import { type Excerpt, excerptOf } from '#shared/model/excerpt/excerpt-of.ts'
import { keyOfPart, partOfAll, type ShownPart } from '#shared/model/excerpt/shown-part.ts'
import { writeExcerpt } from '#shared/model/excerpt/write-excerpt.ts'
import { documentFromJson, journeyJsonOf, journeyJsonOfDocument } from '#shared/model/json-form.ts'
import { refreshSnapshot, snapshotOf, ALL_ROOTS, touchedByEvents } from '#shared/model/read-snapshot.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import { createRandom } from '#tests/support/sync-random.ts'

const SECRET = 'Blowfish'

/** The card-fraud template with its numbers, of which a part is shown. */
function openScene(partOf: (lanes: readonly string[], cards: readonly { id: string; title: string }[]) => ShownPart) {
  const json = TEMPLATES['card-fraud'].build({ dataset: { id: 'events' as DatasetId } })
  const part = partOf(
    json.lanes.map(({ id }) => id),
    json.cards,
  )
  const doc = documentFromJson(json)
  let touched = new Map<string, Set<string>>()
  for (const root of ALL_ROOTS) doc.getMap(root).observeDeep((events) => touchedByEvents(root, events, touched))
  let excerpt = excerptOf(snapshotOf(doc), part)
  const shownDoc = new Y.Doc()
  writeExcerpt(shownDoc, null, excerpt.shown, 1)
  const updates: Uint8Array[] = [Y.encodeStateAsUpdate(shownDoc)]
  shownDoc.on('update', (update: Uint8Array) => void updates.push(update))
  return {
    json,
    doc,
    part,
    shownDoc,
    updates,
    excerpt: (): Excerpt => excerpt,
    refresh: (): void => {
      const before = excerpt
      excerpt = excerptOf(refreshSnapshot(doc, before.whole, touched), part, before)
      touched = new Map()
      writeExcerpt(shownDoc, before.shown, excerpt.shown, 1)
    },
  }
}

const cardsOf = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('cards')

it('leaves out hidden lanes, their cards, and the links and numbers that hang on these', () => {
  const { json, excerpt } = openScene((lanes) => ({ laneIds: lanes.slice(1), numberIds: null }))
  const shown = journeyJsonOf(excerpt().shown)
  expect(shown.lanes.map(({ kind }) => kind)).toEqual(json.lanes.slice(1).map(({ kind }) => kind))
  expect(shown.cards.length).toBeGreaterThan(20)
  expect(shown.cards.filter(({ kind }) => kind === 'touchpoint')).toEqual([])
  expect([shown.links, shown.bindings]).toEqual([[], []])
  expect([shown.title, shown.personas, shown.stages, shown.steps]).toEqual([
    json.title,
    json.personas,
    json.stages,
    json.steps,
  ])
})

it('shows the listed numbers only, and no metric card whose number is not listed', () => {
  const { excerpt, doc, refresh } = openScene((_lanes, cards) => ({ laneIds: null, numberIds: [cards[0]?.id ?? ''] }))
  expect([...excerpt().shown.bindings.keys()]).toHaveLength(1)
  expect(excerpt().bindings.size).toBeGreaterThan(5)
  expect(excerpt().shown.links.size).toBe(6)
  const [first] = cardsOf(doc).values()
  first?.set('kind', 'metric')
  const second = [...cardsOf(doc).entries()].find(([id]) => !excerpt().shown.bindings.has(id))
  second?.[1].set('kind', 'metric')
  refresh()
  expect(excerpt().shown.cards.has((second?.[0] ?? '') as CardId)).toBe(false)
})

it('keeps words of hidden cards out of saved views', () => {
  const { doc, json, excerpt, refresh } = openScene((lanes) => ({ laneIds: lanes.slice(1), numberIds: null }))
  const hidden = json.cards.find(({ kind }) => kind === 'touchpoint')?.id ?? ''
  const seen = json.cards.find(({ kind }) => kind === 'thought')?.id ?? ''
  cardsOf(doc).get(hidden)?.set('tags', [SECRET])
  cardsOf(doc).get(seen)?.set('tags', ['known'])
  const addView = (id: string, tags: readonly string[], laneIds: readonly string[] = []): void => {
    const lists = { personaIds: [], laneIds, kinds: [], statuses: [], evidence: [], owners: [], tags }
    const fields = { order: 'a0', name: new Y.Text(id), mode: 'table', filter: lists, others: 'dim' }
    doc.getMap('views').set(id, new Y.Map(Object.entries(fields)))
  }
  addView('only-secret', [SECRET])
  addView('both', [SECRET, 'known'])
  addView('hidden-lane', [], [json.lanes[0]?.id ?? ''])
  addView('plain', [])
  refresh()
  const { views } = excerpt().shown
  expect([...views.keys()].toSorted()).toEqual(['both', 'plain'])
  expect(JSON.stringify([...views.values()])).not.toContain(SECRET)
})

it('leaves out what whoever presents wants to say', () => {
  const { doc, json, refresh, excerpt, updates } = openScene((lanes) => ({ laneIds: lanes, numberIds: null }))
  const stages = doc.getMap<Y.Map<unknown>>('stages')
  doc.getMap('journey').set('notes', new Y.Text(SECRET))
  stages.get(json.stages[0]?.id ?? '')?.set('notes', new Y.Text(SECRET))
  refresh()
  expect(JSON.stringify(journeyJsonOf(excerpt().whole))).toContain(SECRET)
  const before = excerpt().shown
  stages.get(json.stages[1]?.id ?? '')?.set('title', new Y.Text('Renamed'))
  refresh()
  expect(journeyJsonOf(excerpt().shown).stages).toMatchObject([{}, { title: 'Renamed' }, {}, {}, {}])
  const [first] = [...before.stages.values()]
  expect([...excerpt().shown.stages.values()]).toContain(first)
  for (const update of updates) expect(Buffer.from(update).includes(SECRET)).toBe(false)
})

it('follows a journey by what changed, and never holds a byte of what is hidden (1,000 random changes)', () => {
  const seed = 20_261_128
  const random = createRandom(seed)
  const scene = openScene((lanes) => ({ laneIds: lanes.filter((_id, index) => index % 2 === 1), numberIds: null }))
  const { doc, json, shownDoc, updates, part } = scene
  const hiddenLanes = json.lanes.map(({ id }) => id).filter((id) => part.laneIds?.includes(id) !== true)
  const isHidden = (card: Y.Map<unknown>): boolean =>
    hiddenLanes.includes((card.get('place') as { laneId?: string }).laneId as never)
  const follower = new Y.Doc()

  for (let round = 0; round < 1_000; round++) {
    const [id, card] = random.pick([...cardsOf(doc).entries()])
    doc.transact(() => {
      const title = card.get('title') as Y.Text
      const roll = random.next()
      if (roll < 0.4) {
        // What is typed in a hidden card is a secret; what is typed in a shown one is not.
        const at = random.below(title.length + 1)
        title.insert(at, isHidden(card) ? SECRET : random.pick(['a', '🙂', 'ß ']))
      } else if (roll < 0.5 && title.length > 3) title.delete(1, 2)
      else if (roll < 0.7) {
        // A card with a secret only moves to where it is hidden as well.
        const words = `${title.toString()} ${JSON.stringify(doc.getMap('bindings').get(id))}`
        const lanes = words.includes('Blow') ? hiddenLanes : json.lanes.map((lane) => lane.id)
        const stepId = random.pick(json.steps).id
        card.set('place', { kind: 'cell', stepId, laneId: random.pick(lanes), order: 'a1' })
      } else if (roll < 0.8) card.set('deletedAt', card.get('deletedAt') === undefined ? 1 : undefined)
      else if (roll < 0.9) doc.getMap('bindings').delete(id)
      else doc.getMap('bindings').set(id, { datasetId: 'events', rule: { events: [isHidden(card) ? SECRET : 'seen'] } })
    })
    if (random.next() < 0.5) scene.refresh()
  }
  scene.refresh()
  const expected = journeyJsonOf(excerptOf(snapshotOf(doc), part).shown)
  expect({ seed, json: journeyJsonOfDocument(shownDoc) }).toEqual({ seed, json: expected })
  for (const update of updates) Y.applyUpdate(follower, update)
  expect(journeyJsonOfDocument(follower)).toEqual(expected)
  for (const update of updates) expect(Buffer.from(update).includes('Blow')).toBe(false)
  expect(Buffer.from(Y.encodeStateAsUpdate(doc)).includes('Blow')).toBe(true)
})

it('sends for one letter no more than that letter', () => {
  const { doc, json, refresh, updates } = openScene((lanes) => ({ laneIds: lanes.slice(0, 2), numberIds: null }))
  const shown = json.cards.find(({ kind }) => kind === 'touchpoint')?.id ?? ''
  const title = cardsOf(doc).get(shown)?.get('title') as Y.Text
  title.insert(3, 'x')
  refresh()
  expect(updates).toHaveLength(2)
  expect(updates[1]?.byteLength).toBeLessThan(60)
  refresh()
  expect(updates).toHaveLength(2)
})

it('of several parts shows nothing that none of them would', () => {
  expect(partOfAll([{ laneIds: ['b'], numberIds: null }, null])).toBeNull()
  expect(
    partOfAll([
      { laneIds: ['b', 'a'], numberIds: ['x', 'y'] },
      { laneIds: ['c'], numberIds: ['y'] },
    ]),
  ).toEqual({ laneIds: ['a', 'b', 'c'], numberIds: ['y'] })
  expect(
    partOfAll([
      { laneIds: null, numberIds: [] },
      { laneIds: ['c'], numberIds: null },
    ]),
  ).toEqual({ laneIds: null, numberIds: [] })
  expect(keyOfPart({ laneIds: ['b', 'a', 'b'], numberIds: null })).toBe(
    keyOfPart({ laneIds: ['a', 'b'], numberIds: null }),
  )
  expect(keyOfPart({ laneIds: null, numberIds: null })).toBe(keyOfPart(null))
})
