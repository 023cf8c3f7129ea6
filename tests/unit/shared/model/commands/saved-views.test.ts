import { expect, it } from 'vitest'
import { addView } from '#shared/model/commands/add-view.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { moveView } from '#shared/model/commands/move-view.ts'
import { NO_FILTER, type SavedViewId } from '#shared/model/records/saved-view.ts'
import { viewsInOrder } from '#shared/model/selectors/views-in-order.ts'
import { createTestJourney } from '#tests/support/test-journey.ts'

function open() {
  const journey = createTestJourney()
  const ana = journey.person('Ana')
  const [first, second, third] = ['First', 'Second', 'Third'].map(
    (name) =>
      ana.does(addView, { name, mode: 'canvas', filter: NO_FILTER, range: null, against: null, others: 'dim' }).viewId,
  )
  const names = () => viewsInOrder(ana.sees()).map(({ name }) => name)
  if (!first || !second || !third) throw new Error('Three views')
  return { journey, ana, views: [first, second, third] as const, names }
}

it('moves a saved view, and takes that back', () => {
  const { ana, views, names } = open()
  ana.does(moveView, { viewId: views[2], index: 0 })
  expect(names()).toEqual(['Third', 'First', 'Second'])
  ana.undoes()
  expect(names()).toEqual(['First', 'Second', 'Third'])
})

it('refuses to move what is gone', () => {
  const { ana } = open()
  expect(ana.tries(moveView, { viewId: 'gone' as SavedViewId, index: 0 })).toMatchObject({ reason: 'unknown-element' })
})

it('agrees with a peer who deletes the view meanwhile', () => {
  const { journey, ana, views, names } = open()
  const ben = journey.person('Ben')
  ana.does(moveView, { viewId: views[0], index: 2 })
  ben.does(deleteElements, { ids: [views[0]] })
  journey.exchange()
  journey.expectAgreement()
  expect(names()).toEqual(['Second', 'Third'])
})
