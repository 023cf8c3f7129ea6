import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createNextPicture } from '#src/canvas/ground/next-picture.ts'
import type { Painted } from '#src/canvas/ground/painted.ts'

const ON: Painted = { x: 0, y: 0, zoom: 0.5, width: 400, height: 805, ratio: 1 }
const nothing = (): void => {}
const ink = {
  save: nothing,
  restore: nothing,
  setTransform: nothing,
  beginPath: nothing,
  rect: nothing,
  clip: nothing,
  clearRect: nothing,
  drawImage: nothing,
} as unknown as CanvasRenderingContext2D

beforeEach(() => vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(ink as never))
afterEach(() => vi.restoreAllMocks())

function picture() {
  const bands: (readonly [number, number])[] = []
  const next = createNextPicture((_ink, { y, height }) => void bands.push([y, y + height]))
  return { bands, next }
}

test('all of it is painted, a band at a time, each once', () => {
  const { bands, next } = picture()
  next.begin(ON)
  let frames = 0
  while (!next.isReady()) {
    next.paintOn(1)
    frames += 1
  }
  expect(frames).toBe(8)
  expect(bands[0]?.[0]).toBe(0)
  expect(bands.at(-1)?.[1]).toBe(ON.height / ON.zoom)
  bands.slice(1).forEach(([top], index) => expect(top).toBe(bands[index]?.[1]))
  next.paintOn(1)
  expect(bands).toHaveLength(8)
})

test('what is shown before it is ready is painted to its end', () => {
  const { bands, next } = picture()
  next.begin(ON)
  next.paintOn(3)
  next.moveTo(ink)
  expect(bands.map(([top, bottom]) => bottom - top).reduce((sum, height) => sum + height)).toBe(ON.height / ON.zoom)
  expect(next.get()).toBeNull()
})

test('what changes meanwhile is told of when it is shown, as far as it is on it', () => {
  const { next } = picture()
  next.begin(ON)
  next.paintOn(8)
  next.invalidate({ x: 790, y: 10, width: 50, height: 20 })
  next.invalidate({ x: 2_000, y: 0, width: 50, height: 20 })
  expect(next.moveTo(ink)).toEqual([{ x: 790, y: 10, width: 10, height: 20 }])
})

test('when all of it changes it is painted again from the beginning', () => {
  const { bands, next } = picture()
  next.begin(ON)
  next.paintOn(7)
  next.invalidate()
  next.paintOn(1)
  expect(next.isReady()).toBe(false)
  expect(bands.at(-1)?.[0]).toBe(0)
})
