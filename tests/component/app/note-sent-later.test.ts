import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { noteSentLater } from '#src/app/journey/note-sent-later.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

const noted = () => localStorage.getItem('waymark-sent-j')

it('notes the latest after the paint, and writes nothing that stands', () => {
  const sent = noteSentLater('j')
  const written = vi.spyOn(Storage.prototype, 'setItem')
  sent.note(false)
  sent.note(true)
  expect(noted()).toBeNull()
  vi.advanceTimersByTime(1_000)
  expect(noted()).toBe('yes')
  sent.note(false)
  sent.note(true)
  vi.advanceTimersByTime(1_000)
  expect(written).toHaveBeenCalledTimes(1)
  sent.note(false)
  vi.advanceTimersByTime(1_000)
  expect(noted()).toBeNull()
})

it('notes at its end at once what it had still to note, and nothing that nobody said', () => {
  noteSentLater('j').end()
  expect(noted()).toBeNull()
  const sent = noteSentLater('j')
  sent.note(true)
  sent.end()
  expect(noted()).toBe('yes')
  noteSentLater('j').end()
  expect(noted()).toBe('yes')
})
