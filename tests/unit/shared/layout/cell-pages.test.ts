import { describe, expect, test } from 'vitest'
import { CELL_CARDS_MAX, type CellPages, FIRST_PAGES } from '#shared/layout/cell-pages.ts'
import { cardRect } from '#shared/layout/find.ts'
import { heatOf } from '#shared/layout/heat-of.ts'
import type { CellLayout, JourneyLayout } from '#shared/layout/journey-layout.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { gridSnapshot, withCard } from '#tests/support/canvas-journey.ts'

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
  test('that is not crowded keeps the places of what is hidden', () => {
    const layout = layoutOf(crowd(CELL_CARDS_MAX), undefined, at(0, isOdd))
    expect(titles(layout)).toHaveLength(CELL_CARDS_MAX)
  })
})
