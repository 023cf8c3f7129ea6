import { expect, test } from 'vitest'
import { cardRect, contentRect } from '#shared/layout/find.ts'
import { minimapPieces, SIZES_PX } from '#src/canvas/tools/paint-minimap.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

type Box = readonly [x: number, y: number, width: number, height: number]

/** A context that does nothing but write down what is filled, and within what. */
function recorder() {
  const filled: Box[] = []
  const clips: Box[] = []
  const known: Record<string, unknown> = {
    canvas: { width: 2 * SIZES_PX.usual.width, height: 2 * SIZES_PX.usual.height },
    fillRect: (...box: Box) => void filled.push(box),
    rect: (...box: Box) => void clips.push(box),
  }
  const ink = new Proxy(known, { get: (all, name: string) => all[name] ?? ((): void => {}) })
  return { ink: ink as unknown as CanvasRenderingContext2D, filled, clips }
}

test('all of the journey is painted, of which no piece is more than a sixteenth', () => {
  const core = canvasCore({ stages: [12, 12], lanes: ['touchpoint', 'action'], cards: () => [{}, {}] })
  const layout = core.scene.get()
  const all = contentRect(layout)
  const { ink, filled, clips } = recorder()
  const pieces = [...minimapPieces(ink, layout, [all], SIZES_PX.usual, core.editor)].length
  expect(pieces).toBe(16)
  const scale = (2 * SIZES_PX.usual.width) / all.width
  for (const [, , width] of clips) expect(width).toBeLessThan((all.width * scale) / 16 + 12)
  expect(layout.snapshot.cards.size).toBeGreaterThan(40)
  for (const id of layout.snapshot.cards.keys()) {
    const rect = cardRect(layout, id)
    expect(filled.some(([x, y]) => x === rect?.x && y === rect.y)).toBe(true)
  }
})
