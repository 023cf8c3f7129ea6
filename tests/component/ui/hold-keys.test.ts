import { fireEvent } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Action, type ActionRegistry, createActionRegistry } from '#src/ui/actions.ts'
import { dispatchKeys } from '#src/ui/dispatch-keys.ts'
import { holdKeys } from '#src/ui/hold-keys.ts'

let registry: ActionRegistry
let stops: (() => void)[] = []
let ran: string[] = []
const fetch = vi.fn<() => void>()

const action = (id: string, key: string): Action => ({
  id,
  label: id,
  group: 'Edit',
  shortcuts: [key],
  run: () => void ran.push(id),
})

beforeEach(() => {
  registry = createActionRegistry()
  ran = []
  fetch.mockClear()
  stops = [holdKeys(registry), dispatchKeys(registry)]
  registry.add([action('all', 'Mod+A')])
})
afterEach(() => {
  for (const stop of stops) stop()
  document.body.replaceChildren()
})

/** Says that the rest is there, as a part of the page does. */
function expectRest(): () => void {
  const there = registry.expect({ keys: ['Mod+D', 'Delete'], fetch })
  return () => {
    registry.add([action('duplicate', 'Mod+D'), action('delete', 'Delete')])
    there()
  }
}
const settle = (): Promise<void> => registry.complete()

test('what works already works at once; keys of what is to come are kept, hurry it, and are pressed in their order', async () => {
  const come = expectRest()
  fireEvent.keyDown(document.body, { key: 'a', ctrlKey: true })
  expect(ran).toEqual(['all'])
  expect(fetch).not.toHaveBeenCalled()
  expect(fireEvent.keyDown(document.body, { key: 'd', ctrlKey: true })).toBe(false)
  fireEvent.keyDown(document.body, { key: 'a', ctrlKey: true })
  fireEvent.keyDown(document.body, { key: 'Delete' })
  expect(ran).toEqual(['all'])
  expect(fetch).toHaveBeenCalled()
  come()
  await settle()
  expect(ran).toEqual(['all', 'duplicate', 'all', 'delete'])
})

test('a press of the pointer decides otherwise', async () => {
  const come = expectRest()
  fireEvent.keyDown(document.body, { key: 'Delete' })
  fireEvent.pointerDown(document.body)
  come()
  await settle()
  expect(ran).toEqual([])
})

test('a text and a button keep their keys', async () => {
  const come = expectRest()
  const field = document.body.appendChild(document.createElement('textarea'))
  expect(fireEvent.keyDown(field, { key: 'Delete' })).toBe(true)
  come()
  await settle()
  expect(ran).toEqual([])
})

test('where nothing is to come no key is kept', () => {
  expect(fireEvent.keyDown(document.body, { key: 'Delete' })).toBe(true)
})
