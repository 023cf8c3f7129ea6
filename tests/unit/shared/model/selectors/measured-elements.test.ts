import { describe, expect, it } from 'vitest'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import { measuredElements } from '#shared/model/selectors/measured-elements.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

const rule = { events: ['Visit'], channels: [], where: [] }
const datasetId = 'd1' as DatasetId

describe('measuredElements', () => {
  it('is empty while nothing is bound', () => {
    const ana = createTestJourney().person('Ana')
    drawSmallJourney(ana)
    expect([...measuredElements(ana.sees())]).toEqual([])
  })

  it('has the step and the stage of a bound touchpoint', () => {
    const ana = createTestJourney().person('Ana')
    const { cards, steps, stages } = drawSmallJourney(ana)
    ana.does(setBinding, { elementId: cards[1], datasetId, rule })
    expect(new Set(measuredElements(ana.sees()))).toEqual(new Set([cards[1], steps[1], stages[0]]))
  })

  it('has the stage of a bound step, and a bound stage alone', () => {
    const ana = createTestJourney().person('Ana')
    const { steps, stages } = drawSmallJourney(ana)
    ana.does(setBinding, { elementId: steps[0], datasetId, rule })
    ana.does(setBinding, { elementId: stages[1], datasetId, rule })
    expect(new Set(measuredElements(ana.sees()))).toEqual(new Set([steps[0], stages[0], stages[1]]))
  })

  it('follows a touchpoint that is moved to another step', () => {
    const ana = createTestJourney().person('Ana')
    const { cards, steps, stages, lanes } = drawSmallJourney(ana)
    ana.does(setBinding, { elementId: cards[1], datasetId, rule })
    ana.does(moveCards, { cardIds: [cards[1]], to: { kind: 'cell', stepId: steps[2], laneId: lanes.touchpoint } })
    expect(new Set(measuredElements(ana.sees()))).toEqual(new Set([cards[1], steps[2], stages[1]]))
  })

  it('keeps its identity when the same elements are measured', () => {
    const ana = createTestJourney().person('Ana')
    const { cards } = drawSmallJourney(ana)
    ana.does(setBinding, { elementId: cards[1], datasetId, rule })
    const before = measuredElements(ana.sees())
    ana.does(setBinding, { elementId: cards[1], datasetId, rule: { ...rule, events: ['Purchase'] } })
    expect(measuredElements(ana.sees())).toBe(before)
  })
})
