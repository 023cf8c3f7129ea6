import { expect, test } from 'vitest'
import { createSpreadDirt } from '#src/canvas/ground/spread-dirt.ts'

const square = (x: number, y: number, size: number) => ({ x, y, width: size, height: size })

test('what is to be painted again is handed out a part at a time, all of it, and once', () => {
  const dirt = createSpreadDirt()
  dirt.add(square(0, 0, 100))
  dirt.add(square(500, 0, 20))
  dirt.add(square(10, 10, 30))
  let taken = 0
  let parts = 0
  while (!dirt.isEmpty()) {
    const now = dirt.take(3_000)
    const size = now.reduce((sum, { width, height }) => sum + width * height, 0)
    expect(size).toBeLessThanOrEqual(3_000 + 100)
    taken += size
    parts += 1
  }
  expect([taken, parts]).toEqual([100 * 100 + 20 * 20, 4])
  expect(dirt.take(3_000)).toEqual([])
})

test('a part is handed out however little is asked for', () => {
  const dirt = createSpreadDirt()
  dirt.add(square(0, 0, 1_000))
  expect(dirt.take(1)).toEqual([{ x: 0, y: 0, width: 1_000, height: 1 }])
})

test('a larger place takes in those within it, and very many become one', () => {
  const dirt = createSpreadDirt()
  dirt.add(square(10, 10, 10))
  dirt.add(square(0, 0, 50))
  expect(dirt.take(1e9)).toEqual([square(0, 0, 50)])
  for (let index = 0; index <= 40; index += 1) dirt.add(square(index * 20, 0, 10))
  expect(dirt.take(1e9)).toEqual([{ x: 0, y: 0, width: 810, height: 10 }])
})
