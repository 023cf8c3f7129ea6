import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { FilterBar } from '#src/features/views/FilterBar.tsx'
import { FilterButton } from '#src/features/views/FilterButton.tsx'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

function Both() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <FilterButton open={open} onOpenChange={setOpen} />
      <FilterBar />
    </>
  )
}

it('filters by what the journey has, counts, and lets go again', async () => {
  const { editor, small } = openSmallJourney({ canEdit: true })
  editor.run(editCards, { cardIds: [small.cards[0]], patch: { owner: 'Ana', tags: ['urgent'] } })
  renderInJourney(editor, <Both />)
  expect(screen.queryByRole('region', { name: 'Filter' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Filter cards' }))
  const popover = await screen.findByRole('dialog', { name: 'Filter' })
  const choices = within(popover)
  expect(choices.queryByRole('group', { name: 'Status' })).toBeNull()
  await userEvent.click(await choices.findByRole('button', { name: 'Touchpoint' }))
  await userEvent.click(choices.getByRole('button', { name: 'urgent' }))
  await userEvent.click(choices.getByRole('radio', { name: 'Hide the rest' }))
  expect(editor.lens.getState()).toMatchObject({ others: 'hide', filter: { kinds: ['touchpoint'], tags: ['urgent'] } })
  await userEvent.keyboard('{Escape}')

  const bar = within(screen.getByRole('region', { name: 'Filter' }))
  expect(bar.getByText('1 of 3 cards')).toBeVisible()
  await userEvent.click(bar.getByRole('button', { name: 'Remove Tag: urgent' }))
  expect(bar.getByText('2 of 3 cards')).toBeVisible()
  await userEvent.click(bar.getByRole('button', { name: 'Clear' }))
  expect(screen.queryByRole('region', { name: 'Filter' })).toBeNull()
})
