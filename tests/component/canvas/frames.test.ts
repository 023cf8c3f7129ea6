import { expect, it } from 'vitest'
import { cardAt } from '#shared/layout/find.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { documentFromJson, parseJourneyJson } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { movedCards } from '#shared/model/selectors/frame-contents.ts'

const free = (id: string, kind: string, x: number, y: number, width: number, height: number, more = {}) => ({
  id,
  kind,
  title: id,
  place: { kind: 'free', x, y, width, height },
  ...more,
})

function layout() {
  const parsed = parseJourneyJson({
    format: 'waymark-journey',
    version: 1,
    title: 'Beside the grid',
    cards: [
      free('frame', 'frame', 0, 1_000, 400, 300, { layer: 9 }),
      free('box', 'shape', 20, 1_050, 100, 80, { shape: 'rectangle', layer: 1 }),
      free('fixed', 'note', 150, 1_050, 100, 80, { isLocked: true }),
      free('half', 'note', 350, 1_200, 100, 80),
      free('poking', 'ink', 380, 1_100, 30, 20),
      free('inner', 'frame', 240, 1_200, 150, 110),
      free('innermost', 'note', 300, 1_280, 30, 40),
      free('shut', 'frame', 5, 1_150, 150, 110, { isLocked: true }),
      free('inShut', 'note', 10, 1_180, 60, 40),
      free('line', 'shape', 0, 2_000, 400, 400, { shape: 'line', ink: [[0, 0, 1_000, 1_000]] }),
    ],
  })
  if (!parsed.ok) throw new Error(parsed.detail)
  return layoutOf(snapshotOf(documentFromJson(parsed.value)))
}

it('a frame takes along what lies mostly inside it, frames in it with theirs, and nothing that is locked or lies in what is', () => {
  const free = layout().free.map(({ card }) => card)
  const idsWith = (id: string) => {
    const chosen = free.filter((card) => card.id === id)
    return movedCards(free, chosen).moving.map((card) => String(card.id))
  }
  const staysWith = (id: string) =>
    movedCards(
      free,
      free.filter((card) => card.id === id),
    ).staying.map((card) => String(card.id))
  expect(idsWith('frame').toSorted()).toEqual(['box', 'frame', 'inner', 'innermost', 'poking'])
  expect(idsWith('inner')).toEqual(['inner', 'innermost'])
  expect(idsWith('box')).toEqual(['box'])
  expect(staysWith('frame').toSorted()).toEqual(['fixed', 'shut'])
  expect([idsWith('fixed'), staysWith('fixed')]).toEqual([[], ['fixed']])
})

it('frames lie behind everything, and are hit by their title and edge only; thin things near their line', () => {
  const now = layout()
  const idAt = (x: number, y: number) => cardAt(now, { x, y })?.card.id
  expect(now.free.map(({ card }) => card.kind).lastIndexOf('frame')).toBe(2)
  expect(idAt(200, 1_010)).toBe('frame')
  expect(idAt(200, 1_200)).toBeUndefined()
  expect(idAt(398, 1_150)).toBe('frame')
  expect(idAt(60, 1_080)).toBe('box')
  expect(idAt(200, 2_205)).toBe('line')
  expect(idAt(300, 2_100)).toBeUndefined()
})
