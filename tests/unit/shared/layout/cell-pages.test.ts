import { describe, expect, test } from 'vitest'
import { CELL_CARDS_MAX, type CellPages, FIRST_PAGES } from '#shared/layout/cell-pages.ts'
import { cardRect } from '#shared/layout/find.ts'
import { heatOf } from '#shared/layout/heat-of.ts'
import type { CellLayout, JourneyLayout } from '#shared/layout/journey-layout.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { documentFromJson } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { LinkId } from '#shared/model/records/link.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { gridJson, gridSnapshot, withCard } from '#tests/support/canvas-journey.ts'

const crowd = (count: number, lane: 'action' | 'emotion' = 'action') =>
  gridSnapshot({
    stages: [2],
    lanes: [lane, 'note'],
    cards: (step, row) =>
      step === 0 && row === 0
        ? Array.from({ length: count }, (_, index) => ({ title: `Card ${index}`, score: 1 }))
        : [],
  })
const cell = ({ cells }: JourneyLayout): CellLayout => {
  const found = cells.get('lane0' as LaneId)?.get('step0' as StepId)
  if (!found) throw new Error('no cell')
  return found
}
const at = (rank: number, has: CellPages['has'] = null): CellPages => ({ ranks: new Map([['step0:lane0', rank]]), has })
const isOdd = ({ title }: { readonly title: string }): boolean => Number(title.split(' ')[1]) % 2 === 1
const titles = (layout: JourneyLayout): string[] => cell(layout).items.map(({ card }) => card.title)

describe('a crowded cell', () => {
  test('shows all of its cards where no pages are asked for', () => {
    const layout = layoutOf(crowd(250))
    expect(cell(layout)).toMatchObject({ earlier: 0, later: 0 })
    expect(cell(layout).items).toHaveLength(250)
  })
  test('shows a page of them, with room for what leads to the others', () => {
    const layout = layoutOf(crowd(250), undefined, FIRST_PAGES)
    expect(titles(layout)).toHaveLength(CELL_CARDS_MAX)
    expect(cell(layout)).toMatchObject({ earlier: 0, later: 150 })
    expect(cell(layout).cards).toHaveLength(250)
    const plain = layoutOf(crowd(CELL_CARDS_MAX), undefined, FIRST_PAGES)
    expect(cell(plain)).toMatchObject({ earlier: 0, later: 0 })
    expect(cell(layout).contentHeight).toBeGreaterThan(cell(plain).contentHeight)
    expect(cardRect(layout, 'card150' as CardId)).toBeUndefined()
  })
  test('turns to the page of a rank, and only its own cell is placed again', () => {
    const before = layoutOf(crowd(250), undefined, FIRST_PAGES)
    const turned = layoutOf(before.snapshot, before, at(249))
    expect(titles(turned)[0]).toBe('Card 200')
    expect(cell(turned)).toMatchObject({ earlier: 200, later: 0 })
    expect(turned.rows.length).toBe(before.rows.length)
    expect(turned).toEqual(layoutOf(before.snapshot, undefined, at(249)))
    expect(layoutOf(before.snapshot, turned, at(210)).cells).toBe(turned.cells)
  })
  test('keeps its page through edits, and falls back when there are no longer so many', () => {
    const snapshot = crowd(250)
    const turned = layoutOf(snapshot, undefined, at(220))
    const edited = layoutOf(withCard(snapshot, 'card3', { title: 'Other' }), turned)
    expect(titles(edited)).toEqual(titles(turned))
    const fewer = new Map([...snapshot.cards].slice(0, 120))
    expect(cell(layoutOf({ ...snapshot, cards: fewer }, turned))).toMatchObject({ earlier: 100, later: 0 })
  })
  test('counts all of its cards as heat', () => {
    expect(heatOf(layoutOf(crowd(250), undefined, FIRST_PAGES)).total).toBe(250)
  })
  test('of an emotion lane keeps the faces on the curve on every page', () => {
    const layout = layoutOf(crowd(250, 'emotion'), undefined, at(240))
    expect(cell(layout).items.filter((item) => item.isOnCurve)).toHaveLength(3)
    expect(cell(layout).items).toHaveLength(53)
  })
  test('makes its pages of the cards that are not hidden', () => {
    const all = layoutOf(crowd(250), undefined, FIRST_PAGES)
    const odd = layoutOf(all.snapshot, all, at(0, isOdd))
    expect(titles(odd).slice(0, 2)).toEqual(['Card 1', 'Card 3'])
    expect(cell(odd)).toMatchObject({ earlier: 0, later: 25 })
    expect(cell(odd).cards).toHaveLength(250)
    expect(odd).toEqual(layoutOf(all.snapshot, undefined, at(0, isOdd)))
    const last = layoutOf(all.snapshot, odd, at(124, isOdd))
    expect(titles(last).at(-1)).toBe('Card 249')
    expect(cell(last)).toMatchObject({ earlier: 100, later: 0 })
    // What fits on one page needs no strips, and what hides nothing changes nothing.
    const few = layoutOf(
      all.snapshot,
      all,
      at(0, ({ title }) => title.startsWith('Card 1')),
    )
    expect(cell(few)).toMatchObject({ earlier: 0, later: 11 })
    const one = layoutOf(
      all.snapshot,
      all,
      at(0, ({ title }) => title === 'Card 77'),
    )
    expect(titles(one)).toEqual(['Card 77'])
    expect(cell(one).contentHeight).toBeLessThan(200)
    expect(layoutOf(all.snapshot, one, FIRST_PAGES)).toEqual(all)
    expect(
      cell(
        layoutOf(
          all.snapshot,
          all,
          at(0, () => true),
        ),
      ),
    ).toBe(cell(all))
  })
  test('takes a card in and out of its pages with what is written on it', () => {
    const odd = layoutOf(crowd(250), undefined, at(0, isOdd))
    const gone = layoutOf(withCard(odd.snapshot, 'card1', { title: 'Card 2' }), odd)
    expect(titles(gone)[0]).toBe('Card 3')
    // A change of a card that is hidden moves nothing.
    const hidden = layoutOf(withCard(odd.snapshot, 'card2', { title: 'Card 4' }), odd)
    expect(titles(hidden)).toEqual(titles(odd))
    expect(titles(layoutOf(withCard(odd.snapshot, 'card2', { title: 'Card 5' }), odd)).slice(0, 2)).toEqual([
      'Card 1',
      'Card 5',
    ])
  })
  test('that is not crowded closes up over what is hidden, and opens again as it was', () => {
    const all = layoutOf(crowd(6), undefined, FIRST_PAGES)
    const odd = layoutOf(all.snapshot, all, at(0, isOdd))
    expect(titles(odd)).toEqual(['Card 1', 'Card 3', 'Card 5'])
    const tops = (layout: JourneyLayout): number[] => cell(layout).items.map(({ y }) => y)
    expect(tops(odd)).toEqual(tops(all).slice(0, 3))
    expect(odd).toEqual(layoutOf(all.snapshot, undefined, at(0, isOdd)))
    expect(layoutOf(all.snapshot, odd, FIRST_PAGES)).toEqual(all)
    // Nothing is left of it but the cell.
    expect(
      cell(
        layoutOf(
          all.snapshot,
          all,
          at(0, () => false),
        ),
      ),
    ).toMatchObject({ items: [], contentHeight: 0 })
  })
})

describe('links of cards that a filter hides', () => {
  const json = gridJson({
    stages: [4],
    lanes: ['action', 'note'],
    cards: () => [{ title: 'Card 1' }, { title: 'Card 2' }],
  })
  const cardIn = (step: number, lane: number, title: string): CardId => {
    const found = json.cards.find(
      ({ place, title: its }) =>
        place.kind === 'cell' && place.stepId === `step${step}` && place.laneId === `lane${lane}` && its === title,
    )
    if (!found) throw new Error('no such card')
    return found.id
  }
  const link = (id: string, from: CardId, to: CardId) => ({
    id: id as LinkId,
    fromCardId: from,
    toCardId: to,
    label: 'with words',
  })
  const snapshot = snapshotOf(
    documentFromJson({
      ...json,
      links: [
        link('odd', cardIn(0, 0, 'Card 1'), cardIn(3, 0, 'Card 1')),
        link('even', cardIn(0, 0, 'Card 2'), cardIn(3, 0, 'Card 2')),
        link('between', cardIn(0, 0, 'Card 1'), cardIn(3, 1, 'Card 2')),
      ],
    }),
  )
  const all = layoutOf(snapshot, undefined, FIRST_PAGES)
  const odd = { ...FIRST_PAGES, has: isOdd }

  test('leave no room and take no track, and have both again with their cards', () => {
    const hiding = layoutOf(snapshot, all, odd)
    expect([...all.corridors.plans.keys()]).toHaveLength(3)
    expect([...hiding.corridors.plans.keys()]).toEqual(['odd'])
    expect([...all.arcRooms.keys()].sort()).toEqual(['lane0', 'lane1'])
    expect([...hiding.arcRooms.keys()]).toEqual(['lane0'])
    expect(hiding.arcRooms.get('lane0' as LaneId)?.top).toBeLessThan(all.arcRooms.get('lane0' as LaneId)?.top ?? 0)
    expect(hiding).toEqual(layoutOf(snapshot, undefined, odd))
    expect(layoutOf(snapshot, hiding, FIRST_PAGES)).toEqual(all)
  })
  test('come with what is written on a card', () => {
    const hiding = layoutOf(snapshot, all, odd)
    const renamed = withCard(snapshot, cardIn(3, 1, 'Card 2'), { title: 'Card 3' })
    const after = layoutOf(renamed, hiding, odd)
    expect([...after.corridors.plans.keys()].sort()).toEqual(['between', 'odd'])
    expect(after).toEqual(layoutOf(renamed, undefined, odd))
  })
})
