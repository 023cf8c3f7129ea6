import { median } from '../bench.ts'
import type { Verdict } from '../verdicts.ts'
import type { CanvasLine, ScenarioFigures } from './harness.ts'
import { LARGEST, type PartName, type ScenarioName, SIZES, SMALLEST, type TargetName, THROTTLE } from './plan.ts'

/** Which figure of which runs. */
interface Where {
  readonly target: TargetName
  readonly n: number
  readonly throttle?: number
  /** `null`: a figure of the page as a whole. */
  readonly scenario: ScenarioName | null
  readonly figure: string
}

/** One comparison of the table. */
export interface Bar {
  readonly part: PartName
  readonly scenario: string
  readonly ours: Where
  readonly theirs: Where
  readonly words: string
  readonly is: 'at most' | 'at least'
  readonly limit: number
  /** What proves that the action really happened, in the lines of ours. */
  readonly proof?: (figures: ScenarioFigures) => boolean
}

const SMOOTH_NAMES = { pan: 'pan', zoom: 'zoom', overview: 'whole journey in view' } as const
const SMOOTH = ['pan', 'zoom', 'overview'] as const

const PROOFS: Readonly<Partial<Record<ScenarioName, (figures: ScenarioFigures) => boolean>>> = {
  pan: ({ moved }) => Math.abs(Number(moved)) > 0,
  overview: ({ moved }) => Math.abs(Number(moved)) > 0,
  zoom: ({ zoomedTo }) => Number(zoomedTo) < 0.5,
  drag: ({ moved }) => Number(moved) > 0,
  typing: ({ typed }) => typed === true,
  remote: ({ seen }) => seen === true,
}

function bar(
  part: PartName,
  scenario: string,
  ours: Omit<Where, 'target'>,
  against: Partial<Where>,
  words: string,
  is: Bar['is'],
  limit: number,
): Bar {
  const proof = ours.scenario === null ? undefined : PROOFS[ours.scenario]
  const mine: Where = { target: 'waymark', ...ours }
  return { part, scenario, ours: mine, theirs: { ...mine, ...against }, words, is, limit, ...(proof && { proof }) }
}

const count = (n: number): string => n.toLocaleString('en')

/** The bar of the issue, row by row. */
export const BARS: readonly Bar[] = [
  ...SMOOTH.flatMap((scenario) =>
    SIZES.map((n) =>
      bar(
        scenario,
        `${SMOOTH_NAMES[scenario]}, ${count(n)}, fps`,
        { n, scenario, figure: 'fps' },
        { target: 'floor' },
        '≥ 0.95× floor',
        'at least',
        0.95,
      ),
    ),
  ),
  ...SMOOTH.map((scenario) =>
    bar(
      scenario,
      `${SMOOTH_NAMES[scenario]}, ${count(LARGEST)}, main ms/frame`,
      { n: LARGEST, scenario, figure: 'mainMsPerFrame' },
      { n: SMALLEST },
      `≤ 1.3× own at ${SMALLEST}`,
      'at most',
      1.3,
    ),
  ),
  ...SMOOTH.flatMap((scenario) =>
    (
      [
        ['excalidraw', 1],
        ['tldraw', 3],
        ['xyflow', 5],
      ] as const
    ).map(([target, limit]) =>
      bar(
        'throttle',
        `${SMOOTH_NAMES[scenario]}, ${count(LARGEST)}, ${THROTTLE}× slower, fps`,
        { n: LARGEST, throttle: THROTTLE, scenario, figure: 'fps' },
        { target },
        `≥ ${limit}× ${target}`,
        'at least',
        limit,
      ),
    ),
  ),
  ...(
    [
      ['drag', 'drag one card, pointer to paint p95 ms', 'p95', 'at most', 1.3],
      ['remote', '50 remote moves/s while panning, fps', 'fps', 'at least', 0.95],
      ['typing', 'typing in a card, key to paint p95 ms', 'p95', 'at most', 1.3],
    ] as const
  ).map(([part, scenario, figure, is, limit]) =>
    bar(
      part,
      `${scenario}, ${count(LARGEST)}`,
      { n: LARGEST, scenario: part, figure },
      { target: 'floor' },
      `${is === 'at most' ? '≤' : '≥'} ${limit}× floor`,
      is,
      limit,
    ),
  ),
  bar(
    'open',
    `open ${count(LARGEST)} to first interaction, ms`,
    { n: LARGEST, scenario: null, figure: 'interactiveMs' },
    { target: 'excalidraw' },
    '≤ 0.7× excalidraw',
    'at most',
    0.7,
  ),
  ...(
    [
      ['excalidraw', 1],
      ['tldraw', 0.15],
    ] as const
  ).map(([target, limit]) =>
    bar(
      'heap',
      `heap at ${count(LARGEST)}, MB`,
      { n: LARGEST, scenario: null, figure: 'heapMB' },
      { target },
      `≤ ${limit}× ${target}`,
      'at most',
      limit,
    ),
  ),
]

const figuresOf = (line: CanvasLine, scenario: ScenarioName | null): ScenarioFigures | undefined =>
  scenario === null ? line : (line[scenario] as ScenarioFigures | undefined)

const linesOf = (lines: readonly CanvasLine[], { target, n, throttle = 1, scenario }: Where): readonly CanvasLine[] =>
  lines.filter(
    (line) =>
      line.target === target &&
      line.n === n &&
      line.throttle === throttle &&
      (line.failed !== undefined || figuresOf(line, scenario) !== undefined),
  )

/** Median over the rounds; `null` when nobody measured it, or some round failed: a median of what went well would flatter. */
function figureAt(lines: readonly CanvasLine[], where: Where): number | null {
  const found = linesOf(lines, where).map((line) => figuresOf(line, where.scenario)?.[where.figure])
  const values = found.filter((value) => typeof value === 'number')
  return values.length === 0 || values.length < found.length ? null : median(values)
}

/** Whether the plan of this run measures what the bar compares. */
export const isMeasured = (one: Bar, sizes: readonly number[]): boolean => sizes.includes(one.ours.n)

/** Holds what was measured against one bar. */
export function judge(one: Bar, lines: readonly CanvasLine[]): Verdict {
  const ours = figureAt(lines, one.ours)
  const theirs = figureAt(lines, one.theirs)
  const ratio = ours === null || theirs === null || theirs === 0 ? null : ours / theirs
  const isWithin = ratio !== null && (one.is === 'at most' ? ratio <= one.limit : ratio >= one.limit)
  const { proof } = one
  const isProved =
    proof === undefined ||
    linesOf(lines, one.ours).every((line) => {
      const figures = figuresOf(line, one.ours.scenario)
      return figures !== undefined && proof(figures)
    })
  const isAlone = ours !== null && theirs === null
  return {
    scenario: one.scenario,
    bar: one.words,
    ours,
    theirs,
    ratio,
    isMet: isWithin && isProved,
    remark: isProved ? (isAlone ? 'theirs did not get that far' : null) : 'the action did not happen',
  }
}
