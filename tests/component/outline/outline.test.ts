import { describe, expect, it } from 'vitest'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { CardId } from '#shared/model/records/card.ts'
import {
  FREE_ROW_KEY,
  type OutlineOptions,
  type OutlineRow,
  outlineRows,
  rowWords,
} from '#src/features/outline/outline-rows.ts'
import { wishOf } from '#src/features/outline/outline-keys.ts'
import {
  addAfterRow,
  addAtRow,
  addNoteBeside,
  deleteRow,
  lanesFor,
  moveBeside,
  moveRow,
  placeCard,
} from '#src/features/outline/outline-verbs.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { changePreferences } from '#src/ui/preferences.ts'
import { openSmallJourney } from '#tests/support/editor-render.tsx'

const OPEN: OutlineOptions = { toggled: new Set(), sight: null, showsEmpty: false }

function open(options: Partial<OutlineOptions> = {}) {
  const opened = openSmallJourney()
  const rows = () => outlineRows(opened.editor.getSnapshot(), { ...OPEN, ...options })
  const row = (words: string): OutlineRow => {
    const found = rows().find((one) => rowWords(one) === words)
    if (!found) throw new Error(`No row “${words}”`)
    return found
  }
  const shown = () => rows().map((one) => `${'·'.repeat(one.level - 1)}${rowWords(one)}`)
  return { ...opened, rows, row, shown }
}

describe('the rows of the outline', () => {
  it('are stages, steps, lanes with cards, cards, and then the lanes', () => {
    const { shown } = open()
    const all = shown()
    expect(all.slice(0, all.indexOf('Lanes'))).toContain('···See an advert')
    expect(all.filter((words) => !words.startsWith('·'))).toEqual(['Aware', 'Buy', 'Lanes'])
    expect(all.slice(all.indexOf('Lanes') + 1)).toEqual(['·Touchpoints', '·Thoughts', '·Emotions', '·Notes'])
  })

  it('list empty lanes on demand, hide what the filter hides, and fold', () => {
    const { editor, small } = openSmallJourney()
    const snapshot = editor.getSnapshot()
    const cellsOf = (options: OutlineOptions) =>
      outlineRows(snapshot, options).filter(({ kind }) => kind === 'cell').length
    expect(cellsOf(OPEN)).toBe(3)
    expect(cellsOf({ ...OPEN, showsEmpty: true })).toBe(12)
    expect(cellsOf({ ...OPEN, sight: ({ kind }) => (kind === 'thought' ? 'shown' : 'hidden') })).toBe(1)
    const folded = outlineRows(snapshot, { ...OPEN, toggled: new Set([small.stages[0]]) })
    expect(folded.filter(({ kind }) => kind === 'step')).toHaveLength(1)
    expect(folded[0]).toMatchObject({ isOpen: false, position: 1, size: 3, level: 1 })
  })

  it('have links below their card, once it is opened, and free cards in a group', () => {
    const { editor, small } = openSmallJourney()
    editor.run(addLink, { fromCardId: small.cards[0], toCardId: small.cards[1], label: 'then' })
    editor.run(addFreeCard, { x: 0, y: -300, title: 'Aside' })
    const snapshot = editor.getSnapshot()
    expect(outlineRows(snapshot, OPEN).some(({ kind }) => kind === 'link')).toBe(false)
    const rows = outlineRows(snapshot, { ...OPEN, toggled: new Set([small.cards[0]]) })
    expect(rows.find(({ kind }) => kind === 'link')).toMatchObject({
      title: 'then',
      level: 5,
      parentKey: small.cards[0],
    })
    expect(rows.slice(-2).map(rowWords)).toEqual(['Beside the grid', 'Aside'])
  })
})

describe('verbs of a row', () => {
  it('add, move and delete', () => {
    const { editor, small, row, rows } = open()
    expect(addAtRow(editor, row('Buy'))).toMatchObject({ ok: true })
    expect(rows().filter(({ kind }) => kind === 'step')).toHaveLength(4)
    expect(addAtRow(editor, row('See an advert'))).toMatchObject({ ok: true })
    const untitled = row('Untitled')
    expect(untitled.card?.kind).toBe('touchpoint')
    moveRow(editor, untitled, 'up')
    expect(row('Untitled').position).toBe(1)
    expect(moveRow(editor, row('Untitled'), 'up')).toBeNull()
    moveRow(editor, row('Untitled'), 'forth')
    expect(row('Untitled').stepId).toBe(small.steps[1])
    moveRow(editor, row('Compare'), 'forth')
    expect(rows().find(({ key }) => key === small.steps[1])?.parentKey).toBe(small.stages[1])
    moveRow(editor, row('Buy'), 'up')
    expect(rowWords(rows()[0] ?? row('Buy'))).toBe('Buy')
    deleteRow(editor, row('Untitled'))
    expect(() => row('Untitled')).toThrow()
  })
})

describe('what lies beside the grid', () => {
  it('is read from top to bottom, what lies in a frame behind the frame, and says so', () => {
    const { editor, rows } = open()
    const add = (title: string, x: number, y: number, kind: 'note' | 'frame' = 'note', width = 100, height = 80) =>
      editor.run(addFreeCard, { title, x, y, kind, width, height })
    add('last', 0, 2_000)
    add('in it', 120, 1_300)
    add('Ideas', 100, 1_100, 'frame', 600, 400)
    add('first', 900, 1_000)
    add('between', 900, 1_200)
    const beside = rows().slice(rows().findIndex(({ key }) => key === FREE_ROW_KEY) + 1)
    expect(beside.map(({ title, hint }) => [title, hint])).toEqual([
      ['first', 'Note'],
      ['Ideas', 'Frame'],
      ['in it', 'Note in Ideas'],
      ['between', 'Note'],
      ['last', 'Note'],
    ])
  })

  it('is added below the row where one is, where there is room, else below all', () => {
    const { editor, row } = open()
    const placeOf = (id: string) => editor.getSnapshot().cards.get(id as CardId)?.place
    const first = addNoteBeside(editor)
    const { height } = layoutOf(editor.getSnapshot())
    expect(first.ok && placeOf(first.value)).toMatchObject({ kind: 'free', x: 0, y: height + 24 })
    const second = addAtRow(editor, row('Untitled'))
    expect(second?.ok && placeOf(second.value)).toMatchObject({ kind: 'free', x: 0, y: height + 24 + 140 + 24 })
    const third = addAtRow(editor, row('Untitled'))
    expect(third?.ok && placeOf(third.value)).toMatchObject({ kind: 'free', x: 0, y: height + 24 + 2 * (140 + 24) })
    const beside = { ...row('Buy'), key: FREE_ROW_KEY, kind: 'group' } as const
    expect(addAtRow(editor, beside)).toMatchObject({ ok: true })
  })

  it('is put into a cell of the grid, and taken out of it', () => {
    const { editor, small, row } = open()
    const { card } = row('See an advert')
    if (!card) throw new Error('no card')
    expect(moveBeside(editor, card)).toMatchObject({ ok: true })
    const free = row('See an advert')
    expect(free).toMatchObject({ parentKey: FREE_ROW_KEY })
    placeCard(editor, free.card ?? card, { stepId: small.steps[1] })
    expect(row('See an advert').stepId).toBe(small.steps[1])
  })
})

describe('keys of a row', () => {
  const press = (key: string, index: number, held: Partial<KeyboardEvent> = {}, canEdit = true) =>
    wishOf(
      { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held },
      outlineRows(openSmallJourney().editor.getSnapshot(), OPEN),
      index,
      { canEdit },
    )

  it('walk as in any tree grid', () => {
    expect(press('ArrowDown', 0)).toEqual({ kind: 'go', index: 1, extends: false })
    expect(press('ArrowDown', 0, { shiftKey: true })).toMatchObject({ extends: true })
    expect(press('ArrowUp', 0)).toMatchObject({ index: 0 })
    expect(press('ArrowRight', 0)).toMatchObject({ kind: 'go', index: 1 })
    expect(press('ArrowLeft', 0)).toEqual({ kind: 'toggle-open' })
    // A card goes to its lane.
    expect(press('ArrowLeft', 3)).toMatchObject({ kind: 'go', index: 2 })
  })

  it('change only what may be changed', () => {
    expect(press('Enter', 0)).toEqual({ kind: 'edit' })
    expect(press('ArrowDown', 0, { altKey: true })).toEqual({ kind: 'move', way: 'down' })
    for (const key of ['Enter', 'F2', 'Delete', 'Insert', 'l']) expect(press(key, 0, {}, false)).toBeNull()
    expect(press('ArrowDown', 0, { altKey: true }, false)).toBeNull()
  })
})

describe('what the menu of a row offers', () => {
  it('puts a card into any step, and only into lanes of its kind', () => {
    const { editor, row, small } = open()
    const { card } = row('See an advert')
    if (!card) throw new Error('No card')
    expect(lanesFor(editor.getSnapshot(), card).map(({ title }) => title)).toEqual(['Touchpoints', 'Notes'])
    expect(placeCard(editor, card, { stepId: small.steps[2] })?.ok).toBe(true)
    expect(row('See an advert').card?.place).toMatchObject({ stepId: small.steps[2], laneId: small.lanes.touchpoint })
    expect(placeCard(editor, card, { laneId: small.lanes.thought })?.ok).toBe(false)
  })

  it('brings a card back whose step was deleted', () => {
    const { editor, row, small } = open()
    const { card } = row('See an advert')
    if (!card) throw new Error('No card')
    editor.run(deleteElements, { ids: [small.steps[0]] })
    expect(placeCard(editor, card, { laneId: small.lanes.touchpoint })?.ok).toBe(true)
    expect(row('See an advert').card?.place).toMatchObject({ stepId: small.steps[1] })
  })

  it('adds a step or a stage right behind one', () => {
    const { editor, rows, small } = open()
    const at = (id: string): OutlineRow => rows().find(({ key }) => key === id) as OutlineRow
    const step = addAfterRow(editor, at(small.steps[0]))
    const stage = addAfterRow(editor, at(small.stages[0]))
    if (!step?.ok || !stage?.ok) throw new Error('Refused')
    const ids = rows().map(({ key }) => key)
    expect(ids.filter((id) => id === step.value || small.steps.includes(id as never))[1]).toBe(step.value)
    expect(ids.filter((id) => id === stage.value || small.stages.includes(id as never))[1]).toBe(stage.value)
  })

  it('leaves the letter of links alone where single letters are switched off', () => {
    const { editor, rows } = open()
    const index = rows().findIndex(({ kind }) => kind === 'card')
    const press = { key: 'l', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }
    expect(wishOf(press, rows(), index, editor)).toEqual({ kind: 'link' })
    changePreferences({ hasSingleKeys: false })
    expect(wishOf(press, rows(), index, editor)).toBeNull()
    changePreferences({ hasSingleKeys: true })
  })
})
