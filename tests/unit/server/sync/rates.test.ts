import { describe, expect, it } from 'vitest'
import { createFlushWindow } from '#server/sync/flush-window.ts'
import { createLogSize } from '#server/sync/log-size.ts'
import { createTokenBucket } from '#server/sync/token-bucket.ts'

describe('a token bucket', () => {
  it('lets a burst through, then makes wait for as long as the rate asks', () => {
    const bucket = createTokenBucket({ perSecond: 100, burst: 10 }, 0)
    for (let index = 0; index < 10; index++) expect(bucket.take(1, 0)).toBe(0)
    expect(bucket.take(1, 0)).toBe(10)
    expect(bucket.take(1, 10)).toBe(10)
    expect(bucket.take(1, 1_000)).toBe(0)
  })

  it('never saves up more than a burst', () => {
    const bucket = createTokenBucket({ perSecond: 100, burst: 10 }, 0)
    expect(bucket.take(30, 60_000)).toBe(200)
  })
})

describe('the flush window', () => {
  it('widens while a room is busy, and closes again when it is quiet', () => {
    const window = createFlushWindow(0)
    expect(window.windowMs(0)).toBe(0)
    window.noteDeliveries(20_000, 500)
    expect(window.windowMs(1_000)).toBe(0)
    window.noteDeliveries(50_000, 1_500)
    expect(window.windowMs(2_000)).toBe(16)
    expect(window.windowMs(3_500)).toBe(0)
  })
})

describe('the size of a log', () => {
  const grown = (size: ReturnType<typeof createLogSize>, rows: number, bytes: number) => {
    for (let row = 0; row < rows; row++) size.grew(bytes)
    return size
  }
  const empty = { snapshot: null, updates: [], seq: 0 }

  it('is due when a small journey has thousands of rows, or some hundred KB', () => {
    expect(grown(createLogSize(empty), 1_000, 60).isDue('open')).toBe(false)
    expect(grown(createLogSize(empty), 3_000, 60).isDue('open')).toBe(true)
    expect(grown(createLogSize(empty), 10, 30_000).isDue('open')).toBe(true)
  })

  it('is due later in a large journey', () => {
    const large = { snapshot: { seq: 9, data: new Uint8Array(5_000_000), summary: null }, updates: [], seq: 9 }
    expect(grown(createLogSize(large), 3_000, 60).isDue('open')).toBe(false)
    expect(grown(createLogSize(large), 3_000, 1_000).isDue('open')).toBe(true)
  })

  it('is due sooner when the last one leaves, but not for a word or two', () => {
    expect(grown(createLogSize(empty), 5, 60).isDue('unload')).toBe(false)
    expect(grown(createLogSize(empty), 100, 60).isDue('unload')).toBe(true)
  })

  it('can wait for a pause until the log is much longer than what it is folded into', () => {
    expect(grown(createLogSize(empty), 10_000, 60).isOverdue()).toBe(false)
    expect(grown(createLogSize(empty), 50_000, 60).isOverdue()).toBe(true)
    const large = { snapshot: { seq: 9, data: new Uint8Array(5_000_000), summary: null }, updates: [], seq: 9 }
    expect(grown(createLogSize(large), 8_000, 1_000).isOverdue()).toBe(false)
    expect(grown(createLogSize(large), 10_000, 1_000).isOverdue()).toBe(true)
    const largest = { snapshot: { seq: 9, data: new Uint8Array(20_000_000), summary: null }, updates: [], seq: 9 }
    expect(grown(createLogSize(largest), 17_000, 1_000).isOverdue()).toBe(true)
  })

  it('counts what it loaded, and starts anew when folded', () => {
    const updates = Array.from({ length: 5_000 }, (_, index) => ({ seq: index + 1, data: new Uint8Array(60) }))
    const size = createLogSize({ snapshot: null, updates, seq: 5_000 })
    expect(size.isDue('open')).toBe(true)
    expect(size.bytes()).toBe(300_000)
    size.folding()
    expect(size.isDue('open')).toBe(false)
    // As large as it can be until the fold has told.
    expect(size.bytes()).toBe(300_000)
    size.grew(500)
    size.folded(1_000)
    expect(size.bytes()).toBe(1_500)
  })
})
