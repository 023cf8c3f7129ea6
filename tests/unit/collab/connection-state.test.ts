import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CLOSE_CODES } from '#shared/contract/errors.ts'
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

it('stays refused with the reason, whatever the socket says afterwards', () => {
  const { tracker } = online()
  tracker.lost()
  tracker.refused(CLOSE_CODES['journey-not-found'])
  tracker.lost()
  expect(tracker.store.getState()).toMatchObject({ status: 'refused', refusal: 'journey-not-found' })
})

it('never speaks of saving to a viewer', () => {
  const { tracker, saved } = online()
  tracker.greeted('viewer')
  expect(saved()).toBe('read-only')
  tracker.lost()
  expect(saved()).toBe('read-only')
})
