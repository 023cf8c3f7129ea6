import { expect, test } from 'vitest'
import { focusOf, isAside } from '#src/canvas/persona-aside.ts'
import { gridSnapshot } from '#tests/support/canvas-journey.ts'

test.each([
  [[], [], false],
  [['a'], [], false],
  [[], ['a'], false],
  [['a'], ['a'], false],
  [['b'], ['a'], true],
  [['a', 'b'], ['a'], false],
])('about %j while looking at %j: steps back is %s', (personaIds, focus, expected) => {
  expect(isAside(personaIds, new Set(focus))).toBe(expected)
})

test('personas that are gone stand for nobody', () => {
  const snapshot = gridSnapshot({ stages: [1], lanes: ['touchpoint'], cards: () => [], personas: 1 })
  const looking = (...ids: readonly string[]) =>
    focusOf({ personaFocus: { getState: () => ({ ids: new Set(ids) }), subscribe: () => () => {} } }, snapshot)
  expect([...looking('persona0', 'gone')]).toEqual(['persona0'])
  expect(looking('gone').size).toBe(0)
  expect(focusOf({ personaFocus: null }, snapshot).size).toBe(0)
})
