import { expect, it, onTestFinished, vi } from 'vitest'
import { createQuietMoment } from '#server/sync/quiet-moment.ts'

function watched(moment: Promise<void>): { isOver: boolean } {
  const state = { isOver: false }
  void moment.then(() => (state.isOver = true))
  return state
}

it('is now when nobody has come', async () => {
  await createQuietMoment(() => false).moment()
})

it('comes when who has come is answered, however soon that is', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let isExpected = true
  const quiet = createQuietMoment(() => isExpected)
  const waiting = watched(quiet.moment())
  await vi.advanceTimersByTimeAsync(10)
  expect(waiting.isOver).toBe(false)
  const answered = quiet.answering()
  isExpected = false
  // An answer may take longer than a question is expected for.
  await vi.advanceTimersByTimeAsync(1_000)
  expect(waiting.isOver).toBe(false)
  answered()
  await vi.advanceTimersByTimeAsync(0)
  expect(waiting.isOver).toBe(true)
})

it('comes all the same when who has come asks nothing', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const waiting = watched(createQuietMoment(() => true).moment())
  await vi.advanceTimersByTimeAsync(100)
  expect(waiting.isOver).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(waiting.isOver).toBe(true)
})
