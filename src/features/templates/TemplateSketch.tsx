import type { TemplateKey } from '#shared/contract/rest/journeys.ts'

interface Sketch {
  /** Filled cells by lane, as columns 0..5. */
  readonly touchpoint: readonly number[]
  readonly action: readonly number[]
  readonly pain: readonly number[]
  /** Height of the curve at each column, 0 (low) to 1 (high). */
  readonly curve: readonly number[]
}

const COLUMNS = [0, 1, 2, 3, 4, 5]

/** The character of each template in few strokes; what is in it is told in words beside. */
const SKETCHES: Readonly<Record<TemplateKey, Sketch>> = {
  blank: { touchpoint: [], action: [], pain: [], curve: [] },
  'card-fraud': {
    touchpoint: [0, 1, 2, 4, 5],
    action: [0, 2, 3, 5],
    pain: [2, 3, 4],
    curve: [0.6, 0.5, 0.2, 0.1, 0.3, 0.7],
  },
  'car-repair': {
    touchpoint: [0, 1, 3, 5],
    action: [0, 1, 2, 3, 4, 5],
    pain: [0, 2],
    curve: [0.1, 0.3, 0.4, 0.6, 0.8, 0.9],
  },
  'airline-ticket': {
    touchpoint: [0, 1, 2, 3, 5],
    action: [0, 1, 2, 4, 5],
    pain: [3],
    curve: [0.7, 0.8, 0.5, 0.2, 0.5, 0.8],
  },
  'service-blueprint': { touchpoint: [0, 1, 2, 3, 4, 5], action: [0, 1, 3, 4, 5], pain: [0, 2, 3, 5], curve: [] },
}

const xOf = (column: number): number => 8 + column * 38
const yOf = (height: number): number => 96 - height * 20

/** A template as a small drawing. */
export function TemplateSketch({ templateKey }: { readonly templateKey: TemplateKey }) {
  const sketch = SKETCHES[templateKey]
  const points = sketch.curve.map((height, column) => ({ x: xOf(column) + 17, y: yOf(height) }))
  const path = points
    .map(({ x, y }, index) => {
      const before = points[index - 1]
      return before === undefined ? `M${x} ${y}` : `C${before.x + 19} ${before.y} ${x - 19} ${y} ${x} ${y}`
    })
    .join(' ')
  return (
    <svg viewBox="0 0 240 106" aria-hidden className="w-full">
      {COLUMNS.map((column) => (
        <rect key={column} x={xOf(column)} y="10" width="34" height="8" rx="2.5" fill="var(--ink)" opacity="0.16" />
      ))}
      {[0, 1, 2].map((row) => (
        <line key={row} x1="8" x2="232" y1={row * 18 + 22} y2={row * 18 + 22} stroke="var(--line)" />
      ))}
      {(
        [
          ['touchpoint', sketch.touchpoint],
          ['action', sketch.action],
          ['pain-point', sketch.pain],
        ] as const
      ).map(([lane, columns], row) =>
        columns.map((column) => (
          <rect
            key={`${lane}-${column}`}
            x={xOf(column)}
            y={row * 18 + 25}
            width="34"
            height="12"
            rx="3"
            fill={`var(--lane-${lane})`}
            opacity="0.55"
          />
        )),
      )}
      <line x1="8" x2="232" y1="76" y2="76" stroke="var(--line)" />
      {path !== '' && <path d={path} fill="none" stroke="var(--lane-emotion)" strokeWidth="2" strokeLinecap="round" />}
    </svg>
  )
}
