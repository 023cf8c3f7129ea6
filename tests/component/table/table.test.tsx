import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { CellEditor } from '#src/features/table/CellEditor.tsx'
import { type ColumnId, TABLE_COLUMNS } from '#src/features/table/table-columns.ts'
import { applyEdit } from '#src/features/table/table-edits.ts'
import { walkTable } from '#src/features/table/table-keys.ts'
import { tableRows, tableText } from '#src/features/table/table-rows.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

const column = (id: ColumnId) => {
  const found = TABLE_COLUMNS.find((one) => one.id === id)
  if (!found) throw new Error(`No column ${id}`)
  return found
}

function open() {
  const opened = openSmallJourney()
  const { editor, small } = opened
  const add = (title: string, score: number): CardId => {
    const added = editor.run(addCard, {
      stepId: small.steps[2],
      laneId: small.lanes.emotion,
      title,
      fields: { score },
    })
    if (!added.ok) throw new Error(added.reason)
    return added.value.cardId
  }
  const card = (id: CardId) => {
    const found = editor.getSnapshot().cards.get(id)
    if (!found) throw new Error('No card')
    return found
  }
  const type = (id: CardId, at: ColumnId, value: string | readonly string[]) =>
    applyEdit(editor, column(at), card(id), value)
  return { ...opened, add, card, type }
}

describe('the rows', () => {
  it('stand in the order of the journey, or by a column, those without a value last', () => {
    const { editor, small, add } = open()
    add('Glad', 2)
    add('Angry', -2)
    const titles = (id: ColumnId | null, isDown = false) =>
      tableRows(editor.getSnapshot(), id && { column: id, isDown }, null).map(({ title }) => title)
    const inOrder = titles(null)
    expect(inOrder[0]).toBe('See an advert')
    expect(inOrder.slice(-2)).toEqual(['Glad', 'Angry'])
    expect(titles('score').slice(0, 2)).toEqual(['Angry', 'Glad'])
    expect(titles('score', true).slice(0, 2)).toEqual(['Glad', 'Angry'])
    expect(titles('title')[0]).toBe('Angry')
    const hiding = tableRows(editor.getSnapshot(), null, ({ id }) => (id === small.cards[0] ? 'hidden' : 'shown'))
    expect(hiding.some(({ id }) => id === small.cards[0])).toBe(false)
  })

  it('are copied as a block that a spreadsheet takes', () => {
    const { editor, type, small, card } = open()
    type(small.cards[0], 'details', 'He said "no"\nand left')
    expect(
      tableText([card(small.cards[0])], [column('title'), column('kind'), column('details')], editor.getSnapshot()),
    ).toBe('Title\tKind\tDetails\nSee an advert\tTouchpoint\t"He said ""no""\nand left"')
  })
})

describe('an edit in a cell', () => {
  it('takes texts, numbers, choices and lists, and refuses what does not fit', () => {
    const { editor, small, add, card, type } = open()
    const glad = add('Glad', 2)
    type(glad, 'score', '−1,5')
    expect(card(glad).score).toBe(-1.5)
    expect(type(glad, 'score', '7')).toMatchObject({ ok: false, reason: 'not-valid' })
    expect(type(glad, 'severity', '3')).toMatchObject({ ok: false })
    type(small.cards[0], 'tags', 'urgent, later, urgent')
    expect(card(small.cards[0]).tags).toEqual(['urgent', 'later'])
    type(small.cards[0], 'tags', ' ')
    expect(card(small.cards[0]).tags).toBeUndefined()
    type(small.cards[0], 'channels', ['web', 'ad'])
    expect(card(small.cards[0]).channels).toHaveLength(2)
    type(small.cards[0], 'marks', ['conversion'])
    type(small.cards[0], 'evidence', 'researched')
    type(small.cards[0], 'owner', ' Ana ')
    expect(card(small.cards[0])).toMatchObject({ marks: ['conversion'], evidence: 'researched', owner: 'Ana' })
    type(small.cards[0], 'step', small.steps[2])
    expect(card(small.cards[0]).place).toMatchObject({ stepId: small.steps[2], laneId: small.lanes.touchpoint })
    const added = editor.run(addPersona, { name: 'Sarah' })
    if (added.ok) type(glad, 'personas', [added.value.personaId])
    expect(column('personas').text(card(glad), editor.getSnapshot())).toBe('Sarah')
  })

  it('of a selected row changes all selected rows as one step, but each keeps its title', () => {
    const { editor, small, card, type } = open()
    editor.select(small.cards)
    type(small.cards[0], 'owner', 'Ana')
    expect(small.cards.map((id) => card(id).owner)).toEqual(['Ana', 'Ana', 'Ana'])
    editor.undo()
    expect(small.cards.map((id) => card(id).owner)).toEqual([undefined, undefined, undefined])
    type(small.cards[0], 'title', 'Mine')
    expect(card(small.cards[1]).title).not.toBe('Mine')
  })
})

describe('the keys', () => {
  const size = { rows: 5, columns: 4 }
  it.each([
    ['ArrowDown', false, { row: 2, column: 1 }],
    ['ArrowUp', true, { row: 0, column: 1 }],
    ['End', false, { row: 1, column: 3 }],
    ['End', true, { row: 4, column: 3 }],
    ['Home', true, { row: 0, column: 0 }],
    ['PageDown', false, { row: 4, column: 1 }],
  ] as const)('%s (with Ctrl: %s)', (key, isCommand, expected) => {
    expect(walkTable({ key, isCommand }, { row: 1, column: 1 }, size)).toEqual(expected)
  })

  it('take over a text with Enter or Tab, and let it be with Escape', async () => {
    const { editor, small, card } = open()
    const edit = column('title').edit(card(small.cards[0]), editor.getSnapshot())
    if (!edit) throw new Error('A title can be edited')
    const [onChange, onDone] = [vi.fn(), vi.fn()]
    const cell = <CellEditor edit={edit} label="Title" start="Old" onChange={onChange} onDone={onDone} />
    const first = renderInJourney(editor, cell)
    await userEvent.keyboard('er{Enter}')
    expect(onChange.mock.calls).toEqual([['Older']])
    expect(onDone.mock.calls).toEqual([['down']])
    first.unmount()
    renderInJourney(editor, cell)
    await userEvent.keyboard('x{Escape}')
    expect(onChange).toHaveBeenCalledTimes(1)
    expect(onDone).toHaveBeenLastCalledWith('stay')
  })

  it('choose several by boxes', async () => {
    const { editor, small, card } = open()
    const edit = column('marks').edit(card(small.cards[0]), editor.getSnapshot())
    if (!edit) throw new Error('Marks can be edited')
    const onChange = vi.fn()
    renderInJourney(editor, <CellEditor edit={edit} label="Marks" start="" onChange={onChange} onDone={() => {}} />)
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('checkbox', { name: 'Moment of truth' }))
    expect(onChange).toHaveBeenCalledWith(['moment-of-truth'])
  })
})
