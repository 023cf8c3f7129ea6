import { describe, expect, test } from 'vitest'
import { journeyActions } from '#src/app/journey/journey-actions.ts'
import { JOURNEY_KEYS } from '#src/app/journey/journey-keys.ts'
import { canvasActions } from '#src/canvas/canvas-actions.ts'
import type { CanvasCore } from '#src/canvas/canvas-context.ts'
import type { Action } from '#src/ui/actions.ts'
import { parseShortcut } from '#src/ui/shortcut.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

const normal = (shortcut: string): string => JSON.stringify(parseShortcut(shortcut))

/** Shortcuts that two actions claim at the same moment: only one of them would hear it. */
function conflictsAmong(actions: readonly Action[]): string[] {
  const claimed = new Map<string, string>()
  return actions
    .filter((action) => action.isEnabled?.() ?? true)
    .flatMap(({ id, shortcuts = [] }) =>
      [...new Set(shortcuts.map(normal))].flatMap((keys) => {
        const other = claimed.get(keys)
        claimed.set(keys, id)
        return other === undefined ? [] : [`${keys}: ${other} and ${id}`]
      }),
    )
}

const situations: Readonly<Record<string, (core: CanvasCore) => void>> = {
  'nothing is selected': () => {},
  'a cell is chosen': (core) => core.state.setState({ cell: { stepId: 'step0' as never, laneId: 'lane0' as never } }),
  'a card is selected': (core) => core.editor.select(['card0']),
  'two cards are selected': (core) => core.editor.select(['card0', 'card1']),
  'everything is selected': (core) => core.editor.select(core.editor.getSnapshot().cards.keys()),
  'a step is selected': (core) => core.editor.select(['step0']),
  'a stage is selected': (core) => core.editor.select(['stage0']),
  'a lane is selected': (core) => core.editor.select(['lane1']),
}

const actionsOf = (core: CanvasCore): readonly Action[] => [
  ...canvasActions(core),
  ...journeyActions({
    journeyId: 'j1',
    self: () => null,
    editor: core.editor,
    overlay: () => true,
    setOverlay: () => {},
    toggleRange: () => {},
    togglePanel: () => {},
    openFilter: () => {},
    openSavedViews: () => {},
    share: () => {},
    verbs: { download: () => {}, duplicate: () => {}, goToLibrary: () => {} },
    openDialog: () => {},
    comments: { togglePins: () => {}, arePinsShown: () => true },
  }),
]
const open = (): CanvasCore =>
  canvasCore({ stages: [2, 1], lanes: ['action', 'emotion', 'note'], cards: () => [{}, {}] })

describe('no two actions that can be done share keys while', () => {
  test.each(Object.entries(situations))('%s', (_, arrange) => {
    const core = open()
    arrange(core)
    expect(conflictsAmong(actionsOf(core))).toEqual([])
  })

  test('a planted one is reported', () => {
    const actions = actionsOf(open())
    const planted: Action = { id: 'x', label: 'X', group: 'Edit', shortcuts: ['Shift+Mod+Z', 'V'], run: () => {} }
    expect(conflictsAmong([...actions, planted])).toEqual([expect.stringContaining('tool.select and x')])
  })
})

test('ids are unique, and labels start with a capital', () => {
  const actions = actionsOf(open())
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length)
  for (const { label } of actions) expect(typeof label === 'string' ? label : label()).toMatch(/^[A-Z0-9]/)
})

test('the keys of the actions that come later are known', () => {
  const keys = actionsOf(open()).filter(({ id }) => !canvasActions(open()).some((one) => one.id === id))
  const shortcuts = new Set(keys.flatMap(({ shortcuts: own = [] }) => own))
  expect([...JOURNEY_KEYS].sort()).toEqual([...shortcuts].sort())
})
