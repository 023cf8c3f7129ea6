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

test('also when somebody asks in between, and when it is given up', async () => {
  const module = await fresh()
  const pieces = module.routeInPieces(layout)
  pieces.next()
  pieces.next()
  const moved = withCard(snapshot, cardAt(3), { title: 'word '.repeat(40) })
  const other = layoutOf(moved, layout)
  const asked = pathsIn(module, other)
  expect([...pieces].length).toBeGreaterThan(0)
  expect(pathsIn(module, layout)).toEqual(expected)
  expect(pathsIn(await fresh(), other)).toEqual(asked)
  const again = await fresh()
  again.routeInPieces(layout).next()
  expect(pathsIn(again, layout)).toEqual(expected)
})
