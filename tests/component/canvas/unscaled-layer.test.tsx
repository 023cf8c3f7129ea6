import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { CanvasContext, type CanvasCore } from '#src/canvas/canvas-context.ts'
import { UnscaledLayer } from '#src/canvas/layers/UnscaledLayer.tsx'
import type { View, ViewState } from '#src/canvas/view.ts'

test('what keeps its size on screen has it again when the view rests', () => {
  const atRest = new Set<() => void>()
  let now: ViewState = { x: 0, y: 0, zoom: 0.5, width: 800, height: 600 }
  const view: Partial<View> = {
    get: () => now,
    subscribeAtRest: (listener) => {
      atRest.add(listener)
      return () => atRest.delete(listener)
    },
  }
  const core: Partial<CanvasCore> = { view: view as View }
  const { container } = render(
    <CanvasContext value={core as CanvasCore}>
      <UnscaledLayer>{null}</UnscaledLayer>
    </CanvasContext>,
  )
  const unzoom = (): string | undefined =>
    container.querySelector<HTMLElement>('.unscaled-layer')?.style.getPropertyValue('--unzoom')
  expect(unzoom()).toBe('2')
  now = { ...now, zoom: 0.25 }
  expect(unzoom()).toBe('2')
  for (const tell of atRest) tell()
  expect(unzoom()).toBe('4')
})
