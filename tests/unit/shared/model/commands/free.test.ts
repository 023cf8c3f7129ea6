import { describe, expect, it } from 'vitest'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { alignCards } from '#shared/model/commands/align-cards.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { distributeCards } from '#shared/model/commands/distribute-cards.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { moveLineEnds } from '#shared/model/commands/move-line-ends.ts'
import { pasteCards } from '#shared/model/commands/paste-cards.ts'
import { resizeFreeCards } from '#shared/model/commands/resize-free-cards.ts'
import { restackCards } from '#shared/model/commands/restack-cards.ts'
import { styleCards } from '#shared/model/commands/style-cards.ts'
import type { CardId, CardKind, CardStyle } from '#shared/model/records/card.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { commandIn, GONE, titles } from '#tests/support/test-command.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

/** Boxes `a`, `b`, `c` from the bottom up, each over the corner of the one before; `far` for itself; `fixed` is locked; a card in the grid. */
function start() {
  const journey = createTestJourney()
  const maker = journey.person('Maker')
  const [inGrid] = drawSmallJourney(maker).cards
  const box = (title: string, x: number, y: number, width: number, height: number, kind: CardKind = 'shape'): CardId =>
    maker.does(addFreeCard, { title, x, y, width, height, kind }).cardId
  const world = {
    inGrid,
    a: box('a', 0, 1_000, 100, 100),
    b: box('b', 50, 1_050, 100, 60),
    c: box('c', 120, 1_070, 40, 100),
    far: box('far', 600, 1_000, 101, 40, 'text'),
    fixed: box('fixed', 900, 900, 50, 50),
  }
  maker.does(editCards, { cardIds: [world.fixed], patch: { isLocked: true } })
  return { journey, world, ana: journey.person('Ana'), ben: journey.person('Ben') }
}

const place = (snapshot: JourneySnapshot, id: CardId) => {
  const card = snapshot.cards.get(id)
  return card?.place.kind === 'free' ? card.place : undefined
}
const xs = (snapshot: JourneySnapshot, ids: readonly CardId[]) => ids.map((id) => place(snapshot, id)?.x)
const gone = GONE as CardId
const pile = (snapshot: JourneySnapshot): string => titles(freeCards(snapshot)).join(' ')

commandIn(start, 'alignCards', alignCards, {
  args: ({ a, b, c }) => ({ cardIds: [a, b, c], edge: 'right' }),
  does: (after, { a, b, c }) => {
    expect(xs(after, [a, b, c])).toEqual([60, 60, 120])
    expect(place(after, b)?.y).toBe(1_050)
  },
  refuses: [
    ['unknown-element', ({ a }) => ({ cardIds: [a, gone], edge: 'left' })],
    ['too-few', ({ a }) => ({ cardIds: [a, a], edge: 'left' })],
    ['not-free', ({ a, inGrid }) => ({ cardIds: [a, inGrid], edge: 'left' })],
    ['locked', ({ a, fixed }) => ({ cardIds: [a, fixed], edge: 'top' })],
  ],
  beside: [
    (ben, { a, b }) => {
      ben.does(deleteElements, { ids: [a] })
      ben.does(styleCards, { cardIds: [b], style: { fill: 2 } })
    },
    (after, { a, b }) => {
      expect(after.cards.has(a)).toBe(false)
      expect(after.cards.get(b)).toMatchObject({ place: { x: 60 }, style: { fill: 2 } })
    },
  ],
})

it.each([
  ['left', { x: 0 }],
  ['center', { x: 300 }],
  ['top', { y: 1_000 }],
  ['middle', { y: 1_030 }],
  ['bottom', { y: 1_060 }],
] as const)('alignCards by %s', (edge, expected) => {
  const { ana, world } = start()
  ana.does(alignCards, { cardIds: [world.a, world.far], edge })
  expect(place(ana.sees(), world.far)).toMatchObject(expected)
})

commandIn(start, 'distributeCards', distributeCards, {
  args: ({ a, c, far }) => ({ cardIds: [far, c, a], axis: 'horizontal' }),
  // 701 wide, 241 of it cards: two gaps of 230.
  does: (after, { a, c, far }) => expect(xs(after, [a, c, far])).toEqual([0, 330, 600]),
  refuses: [
    ['unknown-element', ({ a, b }) => ({ cardIds: [a, b, gone], axis: 'vertical' })],
    ['too-few', ({ a, b }) => ({ cardIds: [a, b], axis: 'vertical' })],
    ['not-free', ({ a, b, inGrid }) => ({ cardIds: [a, b, inGrid], axis: 'vertical' })],
    ['locked', ({ a, b, fixed }) => ({ cardIds: [a, b, fixed], axis: 'vertical' })],
  ],
  beside: [
    (ben, { c }) => ben.does(moveCards, { cardIds: [c], to: { kind: 'offset', dx: 9, dy: 0 } }),
    (after, { c }) => expect([129, 330]).toContain(place(after, c)?.x),
  ],
})

it('what lies in a frame keeps its place in it when the frame is aligned, and is not aligned by itself', () => {
  const { ana, world } = start()
  const { cardId: frame } = ana.does(addFreeCard, { kind: 'frame', x: 1_000, y: 2_000, width: 300, height: 200 })
  const { cardId: inside } = ana.does(addFreeCard, { kind: 'ink', x: 990, y: 2_050, width: 100, height: 20 })
  ana.does(alignCards, { cardIds: [world.a, frame, inside], edge: 'left' })
  expect(xs(ana.sees(), [frame, inside])).toEqual([0, -10])
})

const box = (cardId: CardId, width = 3) => ({ cardId, x: 0, y: 0, width, height: 300 })

commandIn(start, 'resizeFreeCards', resizeFreeCards, {
  args: ({ a, b }) => ({ boxes: [box(a), box(b, 70)] }),
  does: (after, { a, b }) => {
    expect(place(after, a)).toEqual({ kind: 'free', x: 0, y: 0, width: 8, height: 300 })
    expect(place(after, b)).toMatchObject({ width: 70 })
  },
  refuses: [
    ['unknown-element', ({ a }) => ({ boxes: [box(a), box(gone)] })],
    ['unknown-element', () => ({ boxes: [] })],
    ['not-free', ({ a, inGrid }) => ({ boxes: [box(a), box(inGrid)] })],
    ['not-valid', ({ a }) => ({ boxes: [box(a, Number.NaN)] })],
    ['locked', ({ fixed }) => ({ boxes: [box(fixed)] })],
  ],
  beside: [
    (ben, { a }) => ben.does(moveCards, { cardIds: [a], to: { kind: 'offset', dx: 500, dy: 500 } }),
    (after, { a }) =>
      // One rectangle wins as a whole.
      expect([
        { kind: 'free', x: 0, y: 0, width: 8, height: 300 },
        { kind: 'free', x: 500, y: 1_500, width: 100, height: 100 },
      ]).toContainEqual(place(after, a)),
  ],
})

commandIn(start, 'restackCards', restackCards, {
  args: ({ a, b }) => ({ cardIds: [b, a], to: 'front' }),
  does: (after) => expect(pile(after)).toBe('c far fixed a b'),
  refuses: [
    ['unknown-element', () => ({ cardIds: [gone], to: 'front' })],
    ['not-free', ({ inGrid }) => ({ cardIds: [inGrid], to: 'back' })],
    ['locked', ({ a, fixed }) => ({ cardIds: [a, fixed], to: 'back' })],
  ],
  beside: [
    (ben, { c }) => ben.does(restackCards, { cardIds: [c], to: 'front' }),
    // Everyone sees one order; who acted at once may share a layer, and the ids decide.
    (after) => expect(pile(after).startsWith('far fixed')).toBe(true),
  ],
})

describe('restackCards', () => {
  it.each([
    ['a', 'forward', 'b a c far fixed'],
    ['b', 'backward', 'b a c far fixed'],
    ['c', 'back', 'c a b far fixed'],
    ['far', 'forward', 'a b c far fixed'],
    ['a', 'back', 'a b c far fixed'],
  ] as const)('%s goes %s', (name, to, expected) => {
    const { ana, world } = start()
    ana.does(restackCards, { cardIds: [world[name]], to })
    expect(pile(ana.sees())).toBe(expected)
  })

  it('passes by one with several, and makes room where layers are equal', () => {
    const { ana, world } = start()
    const { a, b, c, far } = world
    ana.does(editCards, { cardIds: [a, b, c, far], patch: { layer: 0 } })
    const before = pile(ana.sees()).split(' ')
    ana.does(restackCards, { cardIds: [far], to: 'back' })
    const without = before.filter((title) => title !== 'far')
    expect(pile(ana.sees())).toBe(['far', ...without].join(' '))
    const lowest = without[0] as 'a'
    ana.does(restackCards, { cardIds: [world[lowest]], to: 'front' })
    const [first, second] = without.slice(1) as ['a', 'b']
    ana.does(restackCards, { cardIds: [world[first]], to: 'front' })
    expect(pile(ana.sees()).endsWith(`${lowest} ${first}`)).toBe(true)
    ana.does(restackCards, { cardIds: [a, b, c], to: 'back' })
    expect(pile(ana.sees()).split(' ').slice(0, 3).sort()).toEqual(['a', 'b', 'c'])
    expect(pile(ana.sees())).toContain(second)
  })

  it('leaves frames behind all else, also the one in front', () => {
    const { ana } = start()
    const { cardId } = ana.does(addFreeCard, { title: 'frame', kind: 'frame', x: 0, y: 0, width: 90, height: 90 })
    ana.does(restackCards, { cardIds: [cardId], to: 'front' })
    expect(pile(ana.sees()).startsWith('frame')).toBe(true)
  })
})

commandIn(start, 'styleCards', styleCards, {
  args: ({ a, inGrid }) => ({ cardIds: [a, inGrid], style: { fill: 3 as const, textSize: 'large' as const } }),
  does: (after, { a, inGrid }) => {
    expect(after.cards.get(a)?.style).toEqual({ fill: 3, textSize: 'large' })
    expect(after.cards.get(inGrid)?.style).toEqual({ fill: 3, textSize: 'large' })
  },
  refuses: [
    ['unknown-element', ({ a }) => ({ cardIds: [a, gone], style: { fill: 1 } })],
    ['unknown-element', () => ({ cardIds: [], style: { fill: 1 } })],
    ['not-valid', ({ a }) => ({ cardIds: [a], style: { fill: 99 } as CardStyle })],
    ['locked', ({ a, fixed }) => ({ cardIds: [a, fixed], style: { fill: 1 } })],
  ],
  beside: [
    (ben, { a }) => ben.does(moveCards, { cardIds: [a], to: { kind: 'offset', dx: 1, dy: 0 } }),
    (after, { a }) => expect(after.cards.get(a)).toMatchObject({ place: { x: 1 }, style: { fill: 3 } }),
  ],
})

it('a change of style leaves the rest of each style, and the last part takes the style away', () => {
  const { ana, world } = start()
  const { a, b } = world
  ana.does(styleCards, { cardIds: [a], style: { isDashed: true } })
  ana.does(styleCards, { cardIds: [a, b], style: { stroke: 'none' } })
  const styles = () => [a, b].map((id) => ana.sees().cards.get(id)?.style)
  expect(styles()).toEqual([{ isDashed: true, stroke: 'none' }, { stroke: 'none' }])
  ana.does(styleCards, { cardIds: [a, b], style: { stroke: undefined } })
  expect(styles()).toEqual([{ isDashed: true }, undefined])
})

it('what is pasted lies in front, in the order it had', () => {
  const { ana, world } = start()
  const { a, b } = world
  const of = (id: CardId) => {
    const card = ana.sees().cards.get(id)
    if (card?.place.kind !== 'free') throw new Error('not free')
    const { title, layer } = card
    return { kind: card.kind, fields: { title: `${title}2`, layer }, from: card.place }
  }
  ana.does(pasteCards, { cards: [of(b), of(a)] as never, links: [] })
  expect(pile(ana.sees())).toBe('a b c far fixed a2 b2')
})

/** The same with a line. */
function startWithLine() {
  const { journey, world, ana, ben } = start()
  const ink = [[100, 100, 900, 900]]
  const { cardId: line } = ana.does(addFreeCard, {
    kind: 'shape',
    x: 1_000,
    y: 2_000,
    width: 100,
    height: 50,
    fields: { shape: 'line', ink },
  })
  journey.exchange()
  return { journey, world: { ...world, line }, ana, ben }
}

commandIn(startWithLine, 'moveLineEnds', moveLineEnds, {
  args: ({ line }) => ({ cardId: line, from: { x: 1_500, y: 2_100 }, to: { x: 1_012, y: 2_007 } }),
  does: (after, { line }) => {
    expect(place(after, line)).toEqual({ kind: 'free', x: 1_006, y: 2_001, width: 500, height: 105 })
    // Its end lies left of its start now.
    expect(after.cards.get(line)?.ink).toEqual([[988, 943, 12, 57]])
  },
  refuses: [
    ['unknown-element', () => ({ cardId: gone, from: { x: 0, y: 0 }, to: { x: 1, y: 1 } })],
    ['not-free', ({ inGrid }) => ({ cardId: inGrid, from: { x: 0, y: 0 }, to: { x: 1, y: 1 } })],
    ['not-a-line', ({ a }) => ({ cardId: a, from: { x: 0, y: 0 }, to: { x: 1, y: 1 } })],
    ['locked', ({ fixed }) => ({ cardId: fixed, from: { x: 0, y: 0 }, to: { x: 1, y: 1 } })],
    ['not-valid', ({ line }) => ({ cardId: line, from: { x: 0, y: 0 }, to: { x: 5_000, y: 1 } })],
    ['not-valid', ({ line }) => ({ cardId: line, from: { x: 0, y: 0 }, to: { x: Number.NaN, y: 1 } })],
  ],
  beside: [
    (ben, { line }) => ben.does(styleCards, { cardIds: [line], style: { stroke: 2 } }),
    (after, { line }) =>
      expect(after.cards.get(line)).toMatchObject({ place: { x: 1_006, width: 500 }, style: { stroke: 2 } }),
  ],
})
