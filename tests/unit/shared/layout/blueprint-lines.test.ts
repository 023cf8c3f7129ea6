import { expect, test } from 'vitest'
import { blueprintLines } from '#shared/layout/blueprint-lines.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { LaneKind } from '#shared/model/records/lane.ts'
import { gridSnapshot } from '#tests/support/canvas-journey.ts'

const linesOf = (lanes: readonly LaneKind[]) =>
  blueprintLines(layoutOf(gridSnapshot({ stages: [1], lanes, cards: () => [] }))).map(({ kind, y }) => [kind, y])

test('a service blueprint has its three lines between the rows that they part', () => {
  expect(linesOf(['physical-evidence', 'action', 'frontstage', 'backstage', 'support'])).toEqual([
    ['interaction', 192],
    ['visibility', 288],
    ['internal-interaction', 384],
  ])
})

test('other lanes may stand between; without both sides, or in another order, there is no line', () => {
  expect(linesOf(['action', 'thought', 'frontstage', 'frontstage', 'note', 'backstage'])).toEqual([
    ['interaction', 192],
    ['visibility', 480],
  ])
  expect(linesOf(['action', 'thought'])).toEqual([])
  expect(linesOf(['support', 'backstage', 'frontstage', 'action'])).toEqual([])
})
