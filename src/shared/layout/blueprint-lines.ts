import type { LaneKind } from '#shared/model/records/lane.ts'
import type { JourneyLayout, LaneRow } from './journey-layout.ts'

/** A line of a service blueprint, at the height where it parts the rows. */
export interface BlueprintLine {
  readonly kind: 'interaction' | 'visibility' | 'internal-interaction'
  readonly title: string
  readonly y: number
}

const LINES = [
  {
    kind: 'interaction',
    title: 'Line of interaction',
    above: ['action', 'physical-evidence'],
    below: 'frontstage',
  },
  { kind: 'visibility', title: 'Line of visibility', above: ['frontstage'], below: 'backstage' },
  { kind: 'internal-interaction', title: 'Line of internal interaction', above: ['backstage'], below: 'support' },
] as const satisfies readonly {
  readonly kind: BlueprintLine['kind']
  readonly title: string
  readonly above: readonly LaneKind[]
  readonly below: LaneKind
}[]

/**
 * The lines of a service blueprint: what the customer does above the line of interaction, what they see above the line of visibility,
 * what staff do themselves above the line of internal interaction. They follow from the kinds and the order of the lanes, so they
 * are never stored; rows in another order have no line.
 */
export function blueprintLines({ rows }: Pick<JourneyLayout, 'rows'>): BlueprintLine[] {
  return LINES.flatMap(({ kind, title, above, below }): BlueprintLine[] => {
    const isAbove = (row: LaneRow): boolean => above.some((one) => one === row.kind)
    const lower = rows.find((row) => row.kind === below)
    return lower && rows.some((row) => row.index < lower.index && isAbove(row)) ? [{ kind, title, y: lower.y }] : []
  })
}
