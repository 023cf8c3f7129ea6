import { assertNever } from '#shared/lib/assert.ts'
import type { SegmentCondition, SegmentGroup, SegmentRule } from '#shared/metrics/segment.ts'
import { EMPTY_RULE } from '../event-rule.ts'

/** The kinds of conditions as the editor names them. */
export const CONDITION_LABELS: Readonly<Record<SegmentCondition['kind'], string>> = {
  attribute: 'Attribute',
  did: 'Did something',
  sequence: 'Did one after another',
  path: 'Took a path',
}
export const CONDITION_KINDS = Object.keys(CONDITION_LABELS) as readonly SegmentCondition['kind'][]

/** A condition of a kind with everything still to be chosen. */
export function newCondition(kind: SegmentCondition['kind'], fields: readonly string[]): SegmentCondition {
  switch (kind) {
    case 'attribute':
      return { kind, field: fields[0] ?? '', values: [], which: 'first', not: false }
    case 'did':
      return { kind, rule: EMPTY_RULE, atLeast: 1, not: false }
    case 'sequence':
    case 'path':
      return { kind, steps: [EMPTY_RULE, EMPTY_RULE], not: false }
    default:
      return assertNever(kind)
  }
}

export const newGroup = (condition: SegmentCondition): SegmentGroup => ({ match: 'all', conditions: [condition] })

/** The rule with another condition in a place; `null` takes it out, and its group with it when it was the last. */
export function withCondition(
  rule: SegmentRule,
  groupAt: number,
  at: number,
  condition: SegmentCondition | null,
): SegmentRule {
  const groups = rule.groups.map((group, index) => {
    if (index !== groupAt) return group
    const conditions = [...group.conditions]
    if (condition === null) conditions.splice(at, 1)
    else conditions[at] = condition
    return { ...group, conditions }
  })
  return { ...rule, groups: groups.filter(({ conditions }) => conditions.length > 0) }
}

/** What is still missing before anything can be counted, in plain words; `null`: nothing. */
export function missingIn({ groups }: SegmentRule): string | null {
  const conditions = groups.flatMap(({ conditions }) => conditions)
  if (conditions.length === 0) return 'Add a condition to say who is meant.'
  for (const condition of conditions) {
    if (condition.kind === 'attribute' && condition.values.length === 0)
      return condition.field === ''
        ? 'This dataset has no attributes.'
        : `Choose at least one value of ${condition.field}.`
    if (condition.kind === 'did' && !Number.isInteger(condition.atLeast)) return 'Say how many times.'
  }
  return null
}
