import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { createLens, toggleFilter } from '#src/editor/lens.ts'
import { FilterBar } from '#src/features/views/FilterBar.tsx'
import { lensOfAddress } from '#src/features/views/lens-address.ts'
import { SavedViews } from '#src/features/views/SavedViews.tsx'
import { activeView, applyView, keptOf, linkToView } from '#src/features/views/saved-views.ts'
import { addView } from '#shared/model/commands/add-view.ts'
import { NO_FILTER, savedViewSchema } from '#shared/model/records/saved-view.ts'
import { viewsInOrder } from '#shared/model/selectors/views-in-order.ts'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

it('keeps the present view, says when one looks otherwise, updates, renames, moves and deletes', async () => {
  const { editor } = openSmallJourney()
  const onApplied = vi.fn()
  renderInJourney(
    editor,
    <>
      <FilterBar />
      <SavedViews onApplied={onApplied} />
    </>,
  )
  const views = () => viewsInOrder(editor.getSnapshot())
  toggleFilter(editor.lens, 'kinds', 'touchpoint')
  await userEvent.type(screen.getByRole('textbox', { name: 'Save the present view as' }), 'Touchpoints only{Enter}')
  expect(views()).toMatchObject([{ name: 'Touchpoints only', filter: { kinds: ['touchpoint'] }, mode: 'canvas' }])
  const bar = within(screen.getByRole('region', { name: 'Filter' }))
  expect(bar.queryByText('changed')).toBeNull()
  await userEvent.click(bar.getByRole('radio', { name: 'Hide' }))
  expect(bar.getByText('changed')).toBeVisible()
  await userEvent.click(bar.getByRole('button', { name: 'Update' }))
  expect(views()).toMatchObject([{ others: 'hide' }])
  await userEvent.click(bar.getByRole('button', { name: 'Clear' }))
  expect(editor.lens.getState()).toMatchObject({ filter: NO_FILTER, savedViewId: null })

  await userEvent.click(screen.getByRole('button', { name: 'Touchpoints only' }))
  expect(onApplied).toHaveBeenCalled()
  expect(editor.lens.getState()).toMatchObject({ others: 'hide', filter: { kinds: ['touchpoint'] } })

  const choose = async (name: string, entry: string) => {
    await userEvent.click(screen.getByRole('button', { name: `More for ${name}` }))
    await userEvent.click(await screen.findByRole('menuitem', { name: entry }))
  }
  editor.run(addView, { name: 'Second', mode: 'table', filter: NO_FILTER, range: null, against: null, others: 'dim' })
  await choose('Touchpoints only', 'Move down')
  expect(views().map(({ name }) => name)).toEqual(['Second', 'Touchpoints only'])
  await choose('Second', 'Delete')
  expect(views().map(({ name }) => name)).toEqual(['Touchpoints only'])
  editor.undo()
  expect(views()).toHaveLength(2)
})

it('lets viewers apply, not change', () => {
  const { editor } = openSmallJourney({ canEdit: false })
  renderInJourney(editor, <SavedViews onApplied={() => {}} />)
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.getByText('Nobody has saved a view of this journey yet.')).toBeVisible()
})

it('is opened by its address; a view that is gone is nothing', () => {
  const { editor } = openSmallJourney()
  const filter = { ...NO_FILTER, tags: ['urgent'] }
  editor.run(addView, { name: 'Urgent', mode: 'table', filter, range: null, against: null, others: 'hide' })
  const [view] = viewsInOrder(editor.getSnapshot())
  if (!view) throw new Error('No view')
  const link = new URL(linkToView(view, 'https://waymark.example/journeys/j1?view=canvas&data=d1'))
  expect(link.pathname).toBe('/journeys/j1')
  const lens = (query: string) => lensOfAddress(new URLSearchParams(query), editor.getSnapshot(), 'outline')
  expect(lens(link.search)).toEqual({
    mode: 'table',
    filter,
    range: null,
    against: null,
    others: 'hide',
    savedViewId: view.id,
  })
  expect(lens(`${link.search}&view=canvas`)).toMatchObject({ mode: 'canvas', savedViewId: view.id })
  expect(lens('saved=gone')).toEqual({ mode: 'outline' })
  expect(lens('view=nonsense')).toEqual({ mode: 'outline' })
})

it('a view keeps of which time the numbers are, and last days move on with the data', () => {
  const { editor } = openSmallJourney()
  const lens = createLens()
  lens.setState({ range: { last: 30, isBesideBefore: true }, against: { kind: 'segment', id: 'callers' } })
  editor.run(addView, { name: 'Lately', ...keptOf(lens.getState()) })
  const [view] = viewsInOrder(editor.getSnapshot())
  if (!view) throw new Error('It was kept.')
  lens.setState({ range: null, against: null })
  applyView(lens, view)
  expect(lens.getState().against).toEqual({ kind: 'segment', id: 'callers' })
  expect(lens.getState().range).toEqual({ last: 30, isBesideBefore: true })
  expect(activeView(editor, lens.getState())?.isChanged).toBe(false)
  lens.setState({ range: { last: 7, isBesideBefore: true } })
  expect(activeView(editor, lens.getState())?.isChanged).toBe(true)
  // One from before numbers had a time shows all time.
  expect(savedViewSchema.parse({ id: 'old', order: 'a0', name: 'Old', filter: {} }).range).toBeNull()
})
