import type { SegmentCondition, SegmentRule } from '#shared/metrics/segment.ts'
import { LOG_FIELDS, LOG_TICK_SECONDS, pick, randomRule } from './metrics-random-log.ts'

function randomCondition(random: () => number): SegmentCondition {
  const not = random() < 0.3
  const few = <Item>(min: number, max: number, make: () => Item): Item[] =>
    Array.from({ length: min + Math.floor(random() * (max - min + 1)) }, make)
  // Whole ticks, so that a gap often equals the window exactly.
  const hours = ((1 + Math.floor(random() * 5)) * LOG_TICK_SECONDS) / 3_600
  const rule = () => randomRule(random)
  const window = random() < 0.6 ? { withinHours: hours } : {}
  switch (pick(random, ['attribute', 'did', 'sequence', 'path'] as const)) {
    case 'attribute': {
      const which = pick(random, ['first', 'last', 'any'] as const)
      return { kind: 'attribute', field: pick(random, [...LOG_FIELDS, 'not there']), values: ['x'], which, not }
    }
    case 'did':
      return { kind: 'did', rule: rule(), atLeast: 1 + Math.floor(random() * 3), ...window, not }
    case 'sequence': {
      const without = random() < 0.5 ? { without: rule() } : {}
      return { kind: 'sequence', steps: few(2, 3, rule), ...window, ...without, not }
    }
    default:
      return { kind: 'path', steps: few(2, 3, rule), not }
  }
}

/** Groups of conditions of every kind; not checked by the schema yet. */
export function randomSegment(random: () => number): SegmentRule {
  const match = () => pick(random, ['all', 'any'] as const)
  const count = () => 1 + Math.floor(random() * 3)
  const groups = Array.from({ length: count() }, () => ({
    match: match(),
    conditions: Array.from({ length: count() }, () => randomCondition(random)),
  }))
  return { match: match(), groups }
}
