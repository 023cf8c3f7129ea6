import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setText } from '#shared/model/commands/set-text.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

const fetched = vi.hoisted(() => vi.fn())
vi.mock('#src/editor/command-labels.ts', () => {
  fetched()
  return { labelOf: () => 'rename' }
})

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
})
afterEach(() => void vi.useRealTimers())

it('fetches what commands are called only when the first change has been painted, and tells of it', async () => {
  const { stepLabel } = await import('#src/editor/step-labels.ts')
  const onKnown = vi.fn()
  const label = stepLabel(setText, { root: 'cards', id: 'c', field: 'title', text: 'a' }, onKnown)
  expect(label()).toBe('change')
  await vi.dynamicImportSettled()
  expect(fetched).not.toHaveBeenCalled()
  vi.runAllTimers()
  await vi.dynamicImportSettled()
  expect(onKnown).toHaveBeenCalledOnce()
  expect(label()).toBe('rename')
})

it('fetches them before the first letter where one is about to type', async () => {
  const { createEditor } = await import('#src/editor/editor.ts')
  const me = createTestJourney().person('Me')
  const [id] = drawSmallJourney(me).cards
  const editor = createEditor(me.doc, { canEdit: true })
  editor.startEditing(id)
  vi.runAllTimers()
  await vi.dynamicImportSettled()
  editor.run(setText, { root: 'cards', id, field: 'title', text: 'a' })
  expect(editor.undoState.getState().undoLabel).toBe('rename')
  editor.close()
})
