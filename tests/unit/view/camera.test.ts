import { expect, it } from 'vitest'
import { between, cameraOn, heldInSight, openingCamera, seenRect, zoomedAt } from '#src/view/map/camera.ts'

const size = { width: 1000, height: 600 }

it('shows all of a rectangle in the middle, no larger than it may', () => {
  const wide = cameraOn({ x: 0, y: 0, width: 2000, height: 100 }, size, { margin: 0 })
  expect(wide).toEqual({ zoom: 0.5, x: 0, y: 275 })
  expect(cameraOn({ x: 100, y: 100, width: 10, height: 10 }, size, { most: 1 }).zoom).toBe(1)
})

it('opens with all of a journey, and with the beginning of one that is too large', () => {
  expect(openingCamera({ x: 0, y: 0, width: 2000, height: 900 }, size)).toEqual(
    cameraOn({ x: 0, y: 0, width: 2000, height: 900 }, size, { most: 1 }),
  )
  expect(openingCamera({ x: -100, y: -50, width: 20_000, height: 600 }, size)).toEqual({ zoom: 0.92, x: 116, y: 70 })
  expect(openingCamera({ x: 0, y: 0, width: 20_000, height: 9_000 }, size)).toEqual({ zoom: 0.6, x: 24, y: 24 })
})

it('zooms about the place that is pointed at', () => {
  const camera = { x: 20, y: 30, zoom: 1 }
  const at = { x: 300, y: 200 }
  const zoomed = zoomedAt(camera, at, 2)
  expect((at.x - zoomed.x) / zoomed.zoom).toBeCloseTo((at.x - camera.x) / camera.zoom)
  expect((at.y - zoomed.y) / zoomed.zoom).toBeCloseTo((at.y - camera.y) / camera.zoom)
  expect(zoomedAt(camera, at, 1_000).zoom).toBe(3)
})

it('keeps a part of the journey in sight however far one pans', () => {
  const bounds = { x: 0, y: 0, width: 400, height: 300 }
  expect(heldInSight({ x: 99_999, y: 0, zoom: 1 }, bounds, size).x).toBe(904)
  expect(heldInSight({ x: -99_999, y: 0, zoom: 1 }, bounds, size).x).toBe(-304)
})

it('knows which part of the journey is on the screen', () => {
  expect(seenRect({ x: -100, y: -50, zoom: 0.5 }, size, 0)).toEqual({ x: 200, y: 100, width: 2000, height: 1200 })
})

it('flies from one place to the other', () => {
  const [from, to] = [
    { x: 0, y: 0, zoom: 1 },
    { x: 100, y: 50, zoom: 2 },
  ]
  expect(between(from, to, 0)).toEqual(from)
  expect(between(from, to, 1)).toEqual(to)
})
