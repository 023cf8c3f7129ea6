import { describe, expect, test } from 'vitest'
import { CHANNEL_SIGNS } from '#shared/drawing/channel-signs.ts'
import { drawingOf } from '#shared/drawing/drawing-of.ts'
import { drawingToSvg } from '#shared/drawing/drawing-to-svg.ts'
import { DARK_THEME, LIGHT_THEME } from '#shared/drawing/theme.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { documentFromJson, journeyJsonSchema } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { freeCard, gridJson, gridSnapshot } from '#tests/support/canvas-journey.ts'

const snapshot = gridSnapshot({
  stages: [2, 0],
  lanes: ['touchpoint', 'emotion', 'pain-point'],
  personas: 2,
  cards: (step, lane) =>
    lane === 1
      ? [{ title: 'Feels "odd"', score: step === 0 ? -1 : 2 }]
      : [{ title: `<b>& ${step}</b> \u0007 \uD800` }, ...(lane === 2 && step === 0 ? [freeCard(600, 400)] : [])],
})
const drawing = drawingOf(snapshot, layoutOf(snapshot), LIGHT_THEME)

describe('drawing', () => {
  test('holds every title, the curve, and reaches around the free cards', () => {
    const texts = drawing.items.flatMap((item) => (item.kind === 'text' ? item.lines : []))
    for (const title of ['Stage 0', 'Stage 1', 'Step 0', 'Step 1', 'pain-point']) expect(texts).toContain(title)
    expect(
      drawing.items.filter((item) => item.kind === 'path' && item.pieces.length === 1 && item.width === 2.5),
    ).toHaveLength(1)
    expect(drawing.bounds.x + drawing.bounds.width).toBe(600 + 220 + 24)
  })

  test('becomes well-formed SVG whatever the texts say', () => {
    const svg = drawingToSvg(drawing, { width: 2_000, height: 1_500 })
    expect(svg).toContain('&lt;b&gt;&amp; 0&lt;/b&gt;')
    expect(svg).toContain('Feels &quot;odd&quot;')
    for (const letter of ['\u0007', '\uD800']) expect(svg).not.toContain(letter)
    const parsed = new RegExp(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)
    const open: string[] = []
    for (const [, closing, name, selfClosing] of svg.matchAll(parsed)) {
      if (closing) expect(open.pop()).toBe(name)
      else if (!selfClosing && name) open.push(name)
    }
    expect(open).toEqual([])
  })

  test('words that are written from the right keep their order and their place', () => {
    const at = { x: 10, y: 20 }
    const text = { kind: 'text', at, fontPx: 13, linePx: 18, isSemibold: false, color: '#000' } as const
    const items = [
      { ...text, lines: ['المرحلة (24)'], align: 'start' },
      { ...text, lines: ['Calls שלום'], align: 'start' },
    ] as const
    const bounds = { x: 0, y: 0, width: 100, height: 100 }
    const svg = drawingToSvg({ bounds, background: '#fff', items }, { width: 100, height: 100 })
    expect(svg.match(/<text [^>]*>/g)).toEqual([
      '<text font-size="13" text-anchor="end" direction="rtl" fill="#000">',
      '<text font-size="13" fill="#000">',
    ])
  })

  test('a thumbnail has bars instead of text that nobody can read', () => {
    const svg = drawingToSvg(drawing, { width: 120, height: 90 })
    expect(svg).not.toContain('<text')
    expect(svg).toContain('fill-opacity')
    expect(svg).toMatch(/^<svg [^>]*width="120" height="90"/)
  })

  test('dark paper has other colours', () => {
    expect(drawingOf(snapshot, layoutOf(snapshot), DARK_THEME).background).toBe('#0f1115')
  })

  test('lies as on the canvas: frames below the cards of the grid, the rest above by layers', () => {
    const at = (title: string, kind: 'frame' | 'note' | 'text', layer: number) => ({
      ...freeCard(0, 0),
      title,
      kind,
      layer,
    })
    const stacked = gridSnapshot({
      stages: [1],
      lanes: ['note'],
      cards: () => [at('top', 'note', 9), at('frame', 'frame', 10), { title: 'in a cell' }, at('low', 'text', 2)],
    })
    const { items } = drawingOf(stacked, layoutOf(stacked), LIGHT_THEME)
    const words = items.flatMap((item) => (item.kind === 'text' ? item.lines : []))
    const order = ['frame', 'in a cell', 'low', 'top'].map((title) => words.indexOf(title))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order).not.toContain(-1)
  })
})

describe('hand-offs in a drawing', () => {
  const channels = [['web'], ['phone'], ['email']] as const
  const parsed = gridJson({
    stages: [3],
    lanes: ['touchpoint'],
    cards: (step) => [{ title: `Touch ${step}`, channels: [...(channels[step] ?? [])] }],
  })
  const link = { id: 'link0', fromCardId: 'card1', toCardId: 'card2', label: '' }
  const drawn = (label: string) => {
    const linked = snapshotOf(documentFromJson(journeyJsonSchema.parse({ ...parsed, links: [{ ...link, label }] })))
    const layout = layoutOf(linked)
    const { items } = drawingOf(linked, layout, LIGHT_THEME)
    const signs = items.filter((item) => item.kind === 'shape' && item.scale === 0.5)
    return { layout, items, signs }
  }

  test('are marked between the columns and on their link, in the colour of what they mean, above the cards', () => {
    const { layout, items, signs } = drawn('')
    // From website to phone people leave self-service; from phone to e-mail they come back, along the link.
    expect(signs).toMatchObject([
      { stroke: LIGHT_THEME.good.main, path: CHANNEL_SIGNS.email },
      { stroke: LIGHT_THEME.warn.main, path: CHANNEL_SIGNS.phone, at: { x: (layout.columns[1]?.x ?? 0) - 6 } },
    ])
    const lastText = items.findLastIndex((item) => item.kind === 'text')
    expect(items.findIndex((item) => item === signs[0])).toBeGreaterThan(lastText)
  })

  test('stand beside the words of their link', () => {
    const { items, signs } = drawn('calls back')
    const words = items.find((item) => item.kind === 'text' && item.lines.includes('calls back'))
    const sign = signs[0]?.kind === 'shape' ? signs[0].at.x : 0
    expect(words?.kind === 'text' && words.at.x - sign).toBeGreaterThan(20)
  })

  test('become scaled paths in SVG', () => {
    const { layout } = drawn('')
    const svg = drawingToSvg(drawingOf(layout.snapshot, layout, DARK_THEME), { width: 1_200, height: 600 })
    expect(svg).toContain(` scale(0.5)" d="${CHANNEL_SIGNS.phone}"`)
    expect(svg).toContain(DARK_THEME.warn.soft)
  })
})
