import { afterEach, beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => vi.useRealTimers())

const fresh = () => import('#src/ui/usable.ts')
const turnOfWheel = (): boolean => window.dispatchEvent(new WheelEvent('wheel'))
const later = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

test('what can wait comes when the person pauses, one after the other', async () => {
  const { inTurn, tellUsable } = await fresh()
  const came: string[] = []
  for (const name of ['first', 'second']) void inTurn().then(() => came.push(name))
  tellUsable()
  for (let turns = 0; turns < 5; turns++) {
    turnOfWheel()
    await later(200)
    expect(came).toEqual([])
  }
  await later(66)
  expect(came).toEqual(['first'])
  await later(16)
  expect(came).toEqual(['first', 'second'])
})

test('a pointer that only passes holds nothing up, one that drags does', async () => {
  const { inTurn, tellUsable } = await fresh()
  let has = false
  tellUsable()
  await later(100)
  window.dispatchEvent(new MouseEvent('pointermove', { buttons: 1 }))
  void inTurn().then(() => {
    has = true
  })
  await later(200)
  expect(has).toBe(false)
  window.dispatchEvent(new MouseEvent('pointermove', { buttons: 0 }))
  await later(100)
  expect(has).toBe(true)
})

test('who never pauses gets the rest of the page all the same', async () => {
  const { inTurn, tellUsable } = await fresh()
  let at = Number.NaN
  tellUsable()
  const begun = performance.now()
  void inTurn().then(() => {
    at = performance.now()
  })
  for (let turns = 0; turns < 100; turns++) {
    turnOfWheel()
    await later(200)
  }
  const seconds = (at - begun) / 1_000
  expect(seconds).toBeGreaterThan(14)
  expect(seconds).toBeLessThan(16)
})

test('what somebody waits for does not wait for a pause', async () => {
  const { tellUsable, whenCalm } = await fresh()
  tellUsable()
  await later(0)
  turnOfWheel()
  let isAwaited = false
  let has = false
  void whenCalm(() => isAwaited).then(() => {
    has = true
  })
  await later(100)
  expect(has).toBe(false)
  isAwaited = true
  await later(50)
  expect(has).toBe(true)
})

test('what is wanted long after the page came waits for a pause, too', async () => {
  const { inTurn, tellUsable } = await fresh()
  tellUsable()
  await later(60_000)
  turnOfWheel()
  let has = false
  void inTurn().then(() => {
    has = true
  })
  await later(200)
  expect(has).toBe(false)
  await later(100)
  expect(has).toBe(true)
})
