import { expect, it } from 'vitest'
import { firstActions, LATER_KEYS } from '#src/canvas/actions/first-actions.ts'
import { canvasActions } from '#src/canvas/canvas-actions.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

const core = canvasCore({ stages: [1], lanes: ['note'], cards: () => [{}] })

it('works at once what is in the list of everything, too', () => {
  const all = new Set(canvasActions(core).map(({ id }) => id))
  expect(firstActions(core).filter(({ id }) => !all.has(id))).toEqual([])
})

it('knows the keys of all that comes later', () => {
  const first = new Set(firstActions(core).map(({ id }) => id))
  const later = canvasActions(core).filter(({ id, keysAreHeardElsewhere }) => !first.has(id) && !keysAreHeardElsewhere)
  const keys = new Set(later.flatMap(({ shortcuts = [] }) => shortcuts))
  expect([...LATER_KEYS].sort()).toEqual([...keys].sort())
})
