import { expect, it } from 'vitest'
import { presentKeyOf } from '#src/view/presenting/present-keys.ts'
import { passedWords } from '#src/view/presenting/SpeakerPanel.tsx'

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  presentKeyOf({ key, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, target: null, ...more })

it.each([
  ['ArrowRight', 'next'],
  [' ', 'next'],
  ['PageDown', 'next'],
  ['ArrowLeft', 'previous'],
  ['Home', 'first'],
  ['End', 'last'],
  ['Escape', 'end'],
  ['l', 'laser'],
  ['L', 'laser'],
  ['n', 'notes'],
  ['F', 'full-screen'],
] as const)('%s means %s', (key, means) => {
  expect(press(key)).toBe(means)
})

it('leaves the keys of the browser, and what somebody took already', () => {
  expect(press('l', { ctrlKey: true })).toBeNull()
  expect(press('ArrowLeft', { altKey: true })).toBeNull()
  expect(press('Escape', { defaultPrevented: true })).toBeNull()
  expect(press('x')).toBeNull()
})

it('tells how long it has taken', () => {
  expect([passedWords(0), passedWords(65_500), passedWords(3_729_000), passedWords(-5)]).toEqual([
    '0:00',
    '1:05',
    '1:02:09',
    '0:00',
  ])
})
