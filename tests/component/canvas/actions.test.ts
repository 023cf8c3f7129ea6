import { describe, expect, test } from 'vitest'
import { canvasActions } from '#src/canvas/canvas-actions.ts'
import type { CanvasCore } from '#src/canvas/canvas-context.ts'
import { textsOfSelection } from '#src/canvas/keyboard/clipboard.ts'
import { textToPaste } from '#src/canvas/keyboard/paste.ts'
import { contextEntries } from '#src/ui/action-entries.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

const open = (): CanvasCore => canvasCore({ stages: [2, 1], lanes: ['action', 'note'], cards: () => [{ title: 'x' }] })
const run = (core: CanvasCore, id: string): void => {
  const action = canvasActions(core).find((one) => one.id === id)
  if (!action) throw new Error(`no action ${id}`)
  expect(action.isEnabled?.() ?? true).toBe(true)
  action.run()
}
const selected = (core: CanvasCore): string[] => [...core.editor.selection.getState().ids].sort()

describe('selecting more', () => {
  // Cards by step, then lane: card0 is step0/action, card1 step0/note, card2 step1/action …
  test.each([
    ['edit.select-kind', ['card0', 'card2', 'card4']],
    ['edit.select-lane', ['card0', 'card2', 'card4']],
    ['edit.select-step', ['card0', 'card1']],
    ['edit.select-stage', ['card0', 'card1', 'card2', 'card3']],
    ['edit.select-others', ['card1', 'card2', 'card3', 'card4', 'card5']],
  ])('%s from one card', (id, expected) => {
    const core = open()
    core.editor.select(['card0'])
    run(core, id)
    expect(selected(core)).toEqual(expected)
  })
  test('from a chosen cell, and from a selected step', () => {
    const core = open()
    core.state.setState({ cell: { stepId: 'step2' as never, laneId: 'lane1' as never } })
    run(core, 'edit.select-lane')
    expect(selected(core)).toEqual(['card1', 'card3', 'card5'])
    core.editor.select(['step2'])
    run(core, 'edit.select-step')
    expect(selected(core)).toEqual(['card4', 'card5'])
  })
})

describe('what a context menu offers', () => {
  const labels = (core: CanvasCore, context: string): string[] =>
    contextEntries(canvasActions(core), context).flatMap((entry) => ('label' in entry ? [entry.label] : []))
  test('fits the thing, and what deletes comes last', () => {
    const core = open()
    core.editor.select(['card0'])
    expect(labels(core, 'card')).toEqual(expect.arrayContaining(['Edit text', 'Duplicate', 'Copy', 'Select more']))
    expect(labels(core, 'card').at(-1)).toBe('Delete')
    core.editor.select(['card0', 'card1'])
    expect(labels(core, 'several').at(-1)).toBe('Delete 2 elements')
    core.editor.select([])
    core.state.setState({ cell: { stepId: 'step0' as never, laneId: 'lane0' as never } })
    expect(labels(core, 'cell')).toContain('Add a card')
    expect(labels(core, 'ground')).not.toContain('Delete')
  })
})

test('what is copied pastes with all it has, or plainly, as one wants', () => {
  const core = open()
  core.editor.select(['card0', 'card2'])
  const texts = textsOfSelection(core.editor, 'copy')
  if (!texts) throw new Error('nothing was copied')
  expect(texts.plain).toBe('x\tx')
  expect(textToPaste(texts, { isPlain: true })).toBe('x\tx')
  expect(JSON.parse(textToPaste(texts, { isPlain: false }))).toMatchObject({ waymark: 'cards', cards: [{}, {}] })
  expect(textToPaste({ plain: 'other', html: '<table><td data-x="data-waymark=">' }, { isPlain: false })).toBe('other')
})
