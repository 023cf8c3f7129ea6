import { beforeEach, expect, test, vi } from 'vitest'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type * as LinkRoutes from '#shared/layout/link-routes.ts'
import { documentFromJson } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import type { LinkId } from '#shared/model/records/link.ts'
import { gridJson, withCard } from '#tests/support/canvas-journey.ts'

const LINKS = 400
const json = gridJson({ stages: [6], lanes: ['touchpoint', 'action'], cards: () => [{ title: 'a' }, { title: 'b' }] })
const cardAt = (index: number) => json.cards[index % json.cards.length]?.id ?? ('' as never)
const links = Array.from({ length: LINKS }, (_, index) => {
  const id = `l${String(index)}` as LinkId
  return { id, fromCardId: cardAt(index), toCardId: cardAt(index * 7 + 1), label: '' }
})
const snapshot = snapshotOf(documentFromJson({ ...json, links }))
const layout = layoutOf(snapshot)

/** As when the program has just begun: it remembers what it answered last. */
const fresh = async (): Promise<typeof LinkRoutes> => {
  vi.resetModules()
  return import('#shared/layout/link-routes.ts')
}
const pathsIn = ({ linkRoutes }: typeof LinkRoutes, of: JourneyLayout): unknown[] =>
  links.map(({ id }) => linkRoutes(of).path(id))

let expected: unknown[]
beforeEach(async () => {
  expected = pathsIn(await fresh(), layout)
})

test('links run the same way when that is found out in pieces', async () => {
  const module = await fresh()
  expect([...module.routeInPieces(layout)].length).toBeGreaterThan(3)
  expect(pathsIn(module, layout)).toEqual(expected)
  // All is known by then.
  expect([...module.routeInPieces(layout)]).toEqual([])
})

const moved = layoutOf(withCard(snapshot, cardAt(3), { title: 'word '.repeat(40) }), layout)
/** In a taller row, with links of its own that came and went. */
const changed = layoutOf({ ...moved.snapshot, links: new Map([...snapshot.links].filter((_, at) => at % 2)) }, moved)

test('also when somebody asks in between, and when it is given up', async () => {
  const module = await fresh()
  const pieces = module.routeInPieces(layout)
  pieces.next()
  pieces.next()
  const asked = pathsIn(module, moved)
  expect([...pieces]).toEqual([])
  expect(pathsIn(module, layout)).toEqual(expected)
  expect(pathsIn(await fresh(), moved)).toEqual(asked)
  const again = await fresh()
  again.routeInPieces(layout).next()
  expect(pathsIn(again, layout)).toEqual(expected)
})

test('what others changed is led in pieces, too', async () => {
  const module = await fresh()
  pathsIn(module, layout)
  expect([...module.routeInPieces(changed)].length).toBeGreaterThan(1)
  expect(pathsIn(module, changed)).toEqual(pathsIn(await fresh(), changed))
  expect(pathsIn(module, layout)).toEqual(expected)
})

test.each([
  { name: 'the layout before', of: layout },
  { name: 'the one that is being led', of: changed },
  { name: 'a later one', of: layoutOf(snapshot, changed) },
])('a change that is being led in pieces does no harm to who asks for $name', async ({ of }) => {
  const module = await fresh()
  pathsIn(module, layout)
  const pieces = module.routeInPieces(changed)
  pieces.next()
  expect(pathsIn(module, of)).toEqual(pathsIn(await fresh(), of))
  // Taken to its end or not, and whatever comes next.
  expect([...pieces].length).toBeLessThan(10)
  for (const next of [changed, moved, layout]) expect(pathsIn(module, next)).toEqual(pathsIn(await fresh(), next))
})

test('a change that is given up half way is not lost', async () => {
  const module = await fresh()
  pathsIn(module, layout)
  module.routeInPieces(changed).next()
  expect([...module.routeInPieces(moved)].length).toBeGreaterThan(0)
  for (const next of [moved, changed, layout]) expect(pathsIn(module, next)).toEqual(pathsIn(await fresh(), next))
})
