import { expect, test } from 'vitest'
import { heatOf } from '#shared/layout/heat-of.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import { gridSnapshot, withCard } from '#tests/support/canvas-journey.ts'

const snapshot = gridSnapshot({ stages: [2, 1], lanes: ['action', 'note'], cards: () => [{ title: 'One' }, {}] })
const layout = layoutOf(snapshot)
const [first, second] = layout.stages.map(({ stageId }) => stageId) as [StageId, StageId]
const lane = layout.rows[0]?.laneId as LaneId

test('counts the cards of each stage in each lane, and again only where one changed', () => {
  const heat = heatOf(layout)
  expect(heat.most).toBe(4)
  expect([heat.counts.get(lane)?.get(first), heat.counts.get(lane)?.get(second)]).toEqual([4, 2])
  expect(heatOf(layout)).toBe(heat)
  const after = heatOf(layoutOf(withCard(snapshot, 'card0', { title: 'Other' }), layout))
  expect(after).toEqual(heat)
  const other = layout.rows[1]?.laneId as LaneId
  expect(after.counts.get(other)).toBe(heat.counts.get(other))
})

test('counts only the cards that are asked for', () => {
  const heat = heatOf(layout, ({ title }) => title === 'One')
  expect([heat.most, heat.total]).toEqual([2, 6])
  expect(heat.counts.get(lane)?.get(first)).toBe(2)
  // Others are not told that.
  expect(heatOf(layout).total).toBe(12)
})

test('an empty journey has none', () => {
  expect(heatOf(layoutOf(gridSnapshot({ stages: [], lanes: [], cards: () => [] }))).most).toBe(0)
})
