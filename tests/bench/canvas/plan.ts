/** Everything that stands beside each other; `floor` is an empty page that moves one layer: the limit of the machine. */
export const TARGETS = ['floor', 'waymark', 'excalidraw', 'tldraw', 'xyflow'] as const
export type TargetName = (typeof TARGETS)[number]

export const SIZES = [500, 2_000, 5_000, 10_000] as const
export const LARGEST = 10_000
export const SMALLEST = 500
export const THROTTLE = 4

/** Scenarios of the harness. Every run measures `open` and `heap` besides. */
const SCENARIOS = ['pan', 'overview', 'zoom', 'drag', 'typing', 'remote'] as const
export type ScenarioName = (typeof SCENARIOS)[number]
const SMOOTH: readonly ScenarioName[] = ['pan', 'overview', 'zoom']

/** What `--only` takes. */
export const PARTS = [...SCENARIOS, 'open', 'heap', 'throttle', 'size'] as const
export type PartName = (typeof PARTS)[number]

/** One run of one target. */
export interface Step {
  readonly target: TargetName
  readonly n: number
  readonly throttle: number
  readonly scenarios: readonly ScenarioName[]
}

/** What `--only a,b` means; everything when it was not given. Throws when a name is unknown. */
export function wantedParts(only: readonly string[] | undefined): ReadonlySet<PartName> {
  if (only === undefined) return new Set(PARTS)
  const names = only.flatMap((list) => list.split(','))
  const unknown = names.filter((name) => !PARTS.some((part) => part === name))
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}. There are: ${PARTS.join(', ')}`)
  return new Set(PARTS.filter((part) => names.includes(part)))
}

/**
 * The runs of one round that the bars need, and no others: peers are slow, so at sizes where no bar names them they are left out.
 * `isQuick` leaves out the sizes between.
 */
export function stepsFor(wanted: ReadonlySet<PartName>, isQuick: boolean): readonly Step[] {
  const smooth = SMOOTH.filter((name) => wanted.has(name))
  const atLargest = SCENARIOS.filter((name) => wanted.has(name))
  const needsPage = wanted.has('open') || wanted.has('heap')
  const steps: Step[] = []
  for (const n of SIZES) {
    if (isQuick && n !== SMALLEST && n !== LARGEST) continue
    const scenarios = n === LARGEST ? atLargest : smooth
    if (scenarios.length === 0 && !(needsPage && n === LARGEST)) continue
    for (const target of ['floor', 'waymark'] as const) steps.push({ target, n, throttle: 1, scenarios })
  }
  if (needsPage)
    for (const target of ['excalidraw', 'tldraw'] as const)
      steps.push({ target, n: LARGEST, throttle: 1, scenarios: [] })
  if (wanted.has('throttle'))
    for (const target of ['waymark', 'excalidraw', 'tldraw', 'xyflow'] as const)
      steps.push({ target, n: LARGEST, throttle: THROTTLE, scenarios: smooth.length === 0 ? SMOOTH : smooth })
  return steps
}
