import path from 'node:path'
import { select } from 'd3-selection'
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { interpolateZoom } from '#src/canvas/flow-blend.ts'
import { interrupt } from '#src/canvas/flow-glide.ts'

/** By its place: its name stands for ours here. */
const D3_FILE = path.resolve(import.meta.dirname, '../../../node_modules/d3-interpolate/dist/d3-interpolate.mjs')

beforeEach(() => vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'] }))
afterEach(() => vi.useRealTimers())

/** What React Flow and d3-zoom ask of a glide, as they ask it. */
function glide(element: Element, durationMs = 160) {
  const told: (string | number)[] = []
  const transition = (select(element) as never as { transition: () => ReturnType<typeof transitionOf> }).transition()
  transition
    .duration(durationMs)
    .ease((share: number) => share * share)
    .on('end', () => told.push('arrived'))
    .on('start.zoom', () => told.push('start'))
    .on('interrupt.zoom end.zoom', () => told.push('over'))
    .tween('zoom', () => (share: number) => told.push(share))
  return told
}
declare function transitionOf(): {
  duration: (ms: number) => ReturnType<typeof transitionOf>
  ease: (by: (share: number) => number) => ReturnType<typeof transitionOf>
  on: (types: string, listener: () => void) => ReturnType<typeof transitionOf>
  tween: (name: string, make: () => (share: number) => void) => ReturnType<typeof transitionOf>
}

test('a glide begins with the next frame, goes on in each, and arrives in time and exactly', () => {
  const told = glide(document.createElement('div'))
  expect(told).toEqual([])
  vi.advanceTimersByTime(400)
  expect(told.slice(0, 2)).toEqual(['start', (16 / 160) ** 2])
  expect(told.slice(-3)).toEqual([1, 'arrived', 'over'])
  const shares = told.filter((one) => typeof one === 'number')
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares).toHaveLength(10)
})

test('who takes hold of it ends it where it is', () => {
  const element = document.createElement('div')
  const told = glide(element)
  vi.advanceTimersByTime(48)
  interrupt(element)
  const before = told.length
  vi.advanceTimersByTime(400)
  expect(told.at(-1)).toBe('over')
  expect([told.length, told.includes('arrived')]).toEqual([before, false])
})

test('a glide that has not begun can be ended without a word, and a new one ends the one before', () => {
  const element = document.createElement('div')
  const never = glide(element)
  select(element as Element).call((selection) => (selection as never as { interrupt: () => void }).interrupt())
  const first = glide(element)
  vi.advanceTimersByTime(48)
  const second = glide(element)
  vi.advanceTimersByTime(400)
  expect(never).toEqual([])
  expect([first.at(-1), first.includes('arrived')]).toEqual(['over', false])
  expect(second.slice(-3)).toEqual([1, 'arrived', 'over'])
})

test('the way that it takes is that of d3', async () => {
  const { interpolateZoom: byD3 } = (await import(D3_FILE)) as { readonly interpolateZoom: typeof interpolateZoom }
  const place = fc.integer({ min: -20_000, max: 20_000 })
  const sight = fc.tuple(place, place, fc.integer({ min: 1, max: 50_000 }))
  fc.assert(
    fc.property(
      sight,
      fc.oneof(sight, fc.integer({ min: 1, max: 50_000 })),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (from, wish, share) => {
        // Zooming in place is a case of its own.
        const to = typeof wish === 'number' ? ([from[0], from[1], wish] as [number, number, number]) : wish
        const [ours, theirs] = [interpolateZoom(from, to)(share), byD3(from, to)(share)]
        for (const [index, number] of ours.entries()) expect(number).toBeCloseTo(theirs[index] ?? NaN, 3)
      },
    ),
  )
})
