import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import { createConnectionTracker, SAVE_PATIENCE_MS } from '#src/collab/connection-state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function online() {
  const tracker = createConnectionTracker()
  tracker.opened()
  tracker.greeted('editor')
  tracker.synced(true)
  return { tracker, saved: () => tracker.store.getState().saved }
}

it('is not saved before the server has asked for what was changed offline, and stored the answer', () => {
  const { tracker, saved } = online()
  expect(saved()).toBe('saving')
  tracker.changeSent()
  expect(saved()).toBe('saving')
  tracker.changesSaved(1)
  expect(saved()).toBe('saved')
})

it('counts anew for each connection', () => {
  const { tracker, saved } = online()
  tracker.changeSent()
  tracker.changeSent()
  tracker.changesSaved(2)
  tracker.lost()
  expect(saved()).toBe('unsaved')
  tracker.opened()
  tracker.synced(true)
  tracker.changeSent()
  expect(saved()).toBe('saving')
  tracker.changesSaved(1)
  expect(saved()).toBe('saved')
})

it('says that work is not saved when the server takes too long, and that it is once it has', () => {
  const { tracker, saved } = online()
  tracker.changeSent()
  tracker.changesSaved(1)
  tracker.changeSent()
  vi.advanceTimersByTime(SAVE_PATIENCE_MS - 1)
  expect(saved()).toBe('saving')
  // More typing does not make the wait for the first letter start anew.
  tracker.changeSent()
  vi.advanceTimersByTime(1)
  expect(saved()).toBe('unsaved')
  tracker.changesSaved(3)
  expect(saved()).toBe('saved')
  tracker.changeSent()
  expect(saved()).toBe('saving')
})

it('says at once that work is not saved while the server’s storage is away, and that it is once it has come through', () => {
  const { tracker, saved } = online()
  const standing = () => tracker.store.getState().storage
  tracker.changeSent()
  tracker.changesSaved(1)
  tracker.storageIs('waiting')
  // What was saved before still is.
  expect([saved(), standing()]).toEqual(['saved', 'waiting'])
  tracker.changeSent()
  expect(saved()).toBe('unsaved')
  tracker.storageIs('full')
  tracker.changeSent()
  expect([saved(), standing()]).toEqual(['unsaved', 'full'])
  tracker.storageIs('ok')
  expect([saved(), standing()]).toEqual(['saving', 'ok'])
  // The answer to the server's question for what it did not take.
  tracker.changeSent()
  tracker.changesSaved(4)
  expect(saved()).toBe('saved')
})

it('gives the storage its full patience once it is back, and asks each connection anew', () => {
  const { tracker, saved } = online()
  tracker.changeSent()
  tracker.storageIs('waiting')
  vi.advanceTimersByTime(2 * SAVE_PATIENCE_MS)
  tracker.storageIs('ok')
  vi.advanceTimersByTime(SAVE_PATIENCE_MS - 1)
  expect(saved()).toBe('saving')
  vi.advanceTimersByTime(1)
  expect(saved()).toBe('unsaved')
  tracker.storageIs('full')
  tracker.lost()
  tracker.opened()
  expect(tracker.store.getState().storage).toBe('ok')
})

it('stays refused with the reason, whatever the socket says afterwards', () => {
  const { tracker } = online()
  tracker.lost()
  tracker.refused(CLOSE_CODES['journey-not-found'])
  tracker.lost()
  expect(tracker.store.getState()).toMatchObject({ status: 'refused', refusal: 'journey-not-found' })
})

it.each(['viewer', 'commenter'] as const)('never speaks of saving to a %s', (role) => {
  const { tracker, saved } = online()
  tracker.greeted(role)
  tracker.storageIs('waiting')
  expect(saved()).toBe('read-only')
  tracker.lost()
  expect(saved()).toBe('read-only')
})
