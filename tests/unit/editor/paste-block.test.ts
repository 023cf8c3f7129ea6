import { describe, expect, it } from 'vitest'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { createEditor } from '#src/editor/editor.ts'
import { blockIn, PASTE_ADDS_MAX, pasteBlock } from '#src/editor/paste-block.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

function start() {
  const journey = createTestJourney()
  const small = drawSmallJourney(journey.person('Start'))
  const editor = createEditor(journey.person('Ana').doc, { canEdit: true })
  const steps = () => stepsInOrder(editor.getSnapshot())
  const lanes = () => lanesInOrder(editor.getSnapshot())
  const before = { steps: steps().length, lanes: lanes().length, cards: editor.getSnapshot().cards.size }
  const at = { stepId: small.steps[1], laneId: small.lanes.note }
  const paste = (text: string, { grows = true, where = at } = {}) => {
    const block = blockIn(editor, text, where)
    const pasted = block && pasteBlock(editor, block, { grows })
    if (!pasted?.ok) throw new Error(`Not pasted: ${pasted?.reason}`)
    return { ...pasted.value, block, cards: pasted.value.cardIds.map((id) => editor.getSnapshot().cards.get(id)) }
  }
  return { editor, steps, lanes, before, at, paste }
}
const block = (rows: number, columns: number): string =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => `${row}/${column}`).join('\t'),
  ).join('\r\n')

describe('a block from a spreadsheet', () => {
  it('larger than the journey gets the steps and lanes that it lacks, as one step of undo', () => {
    const { editor, steps, lanes, before, at, paste } = start()
    expect(blockIn(editor, block(3, 4), at)).toMatchObject({
      size: { columns: 4, rows: 3 },
      fits: { columns: before.steps - 1, rows: 1 },
      adds: { steps: 4 - (before.steps - 1), lanes: 2 },
    })
    const { cards, cellsLeftOut } = paste(block(3, 4))
    expect([cards.length, cellsLeftOut]).toEqual([12, 0])
    expect(steps()).toHaveLength(5)
    expect(lanes().slice(-2)).toMatchObject([{ kind: 'note' }, { kind: 'note' }])
    const last = cards.at(-1)
    expect(last).toMatchObject({ title: '2/3', place: { stepId: steps()[4]?.id, laneId: lanes().at(-1)?.id } })
    editor.undo()
    expect([steps().length, lanes().length, editor.getSnapshot().cards.size]).toEqual(Object.values(before))
  })

  it('may be pasted as far as it fits, and says what was left out', () => {
    const { steps, lanes, before, paste } = start()
    const { cards, cellsLeftOut } = paste(block(3, 4), { grows: false })
    expect([cards.length, cellsLeftOut]).toEqual([before.steps - 1, 12 - (before.steps - 1)])
    expect([steps().length, lanes().length]).toEqual([before.steps, before.lanes])
  })

  it('of 200 by 200 cells fills what a paste may add, and counts the rest', () => {
    const { editor, steps, lanes, before, paste } = start()
    const { cards, cellsLeftOut } = paste(block(200, 200))
    expect(steps()).toHaveLength(before.steps + PASTE_ADDS_MAX.steps)
    expect(lanes()).toHaveLength(before.lanes + PASTE_ADDS_MAX.lanes)
    const most = (before.steps - 1 + PASTE_ADDS_MAX.steps) * (1 + PASTE_ADDS_MAX.lanes)
    expect([cards.length, cellsLeftOut]).toEqual([most, 40_000 - most])
    expect(editor.getSnapshot().problems).toEqual([])
    editor.undo()
    expect([steps().length, lanes().length, editor.getSnapshot().cards.size]).toEqual(Object.values(before))
  })

  it('counts only cells with words as left out', () => {
    const { paste } = start()
    const { cards, cellsLeftOut } = paste('a\t\t\t\t\n\t\t\tb', { grows: false })
    expect([cards.length, cellsLeftOut]).toEqual([1, 1])
  })

  it('with a cell of a megabyte goes on in the details, at a whole word, and says that the end is missing', () => {
    const { paste } = start()
    const long = 'word '.repeat(200_000).trim()
    const { cards, textsCut } = paste(`${long}\tshort`)
    const [first] = cards
    expect(first?.title).toMatch(/^(word )*word$/)
    expect(first?.title.length).toBeGreaterThan(1_900)
    expect(first?.details).toHaveLength(20_000)
    expect(textsCut).toBe(1)
    const whole = start().paste(`${'word '.repeat(1_000)}\tx`)
    const [{ title = '', details = '' } = {}] = whole.cards
    expect(`${title} ${details}`).toBe('word '.repeat(1_000).trim())
    expect(whole.textsCut).toBe(0)
  })

  it('never cuts an emoji into parts, however long the cell', () => {
    const { paste } = start()
    const [card] = paste('👩‍👩‍👧‍👦'.repeat(5_000)).cards
    expect(card?.title.replaceAll('👩‍👩‍👧‍👦', '')).toBe('')
    expect(card?.details.replaceAll('👩‍👩‍👧‍👦', '')).toBe('')
  })

  it.each([
    ['right-to-left words', 'مرحبا بالعالم\tשלום', ['مرحبا بالعالم', 'שלום']],
    ['emoji', '🚗💨\t👨‍🔧\t🇩🇪', ['🚗💨', '👨‍🔧', '🇩🇪']],
    ['quoted cells with line breaks of Windows', '"one\r\ntwo"\t"say ""hi"""\r\n', ['one\ntwo', 'say "hi"']],
    ['a quote in the middle', '5" nail\tx', ['5" nail', 'x']],
    ['a quote that never closes', '"open\tx', ['"open', 'x']],
  ])('keeps %s', (_what, text, titles) => {
    expect(
      start()
        .paste(text)
        .cards.map((card) => card?.title),
    ).toEqual(titles)
  })

  it('is none without a cell to go to, beside the grid, or when it is cards of ours', () => {
    const { editor, at } = start()
    expect(blockIn(editor, 'a\tb', undefined)).toBeUndefined()
    expect(blockIn(editor, 'a\tb', { x: 0, y: 0 })).toBeUndefined()
    expect(blockIn(editor, '{"waymark":"cards","version":7}', at)).toBeUndefined()
    expect(blockIn(editor, 'x'.repeat(30_000_001), at)).toBeUndefined()
  })
})
