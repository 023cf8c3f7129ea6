import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setText } from '#shared/model/commands/set-text.ts'
import { stepLabel } from '#src/editor/step-labels.ts'

const fetched = vi.hoisted(() => vi.fn())
vi.mock('#src/editor/command-labels.ts', () => {
  fetched()
  return { labelOf: () => 'rename' }
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('fetches what commands are called only when the first change has been painted, and tells of it', async () => {
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
