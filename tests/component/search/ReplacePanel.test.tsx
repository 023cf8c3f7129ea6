import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, expect, it, vi } from 'vitest'
import { loadStepLabels } from '#src/editor/step-labels.ts'
import { ReplacePanel } from '#src/features/search/ReplacePanel.tsx'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

beforeAll(loadStepLabels)

it('shows what it found in its context, replaces it as one step, and says how many', async () => {
  const { editor, small } = openSmallJourney()
  const onJump = vi.fn()
  renderInJourney(editor, <ReplacePanel onClose={() => {}} onJump={onJump} />)
  await userEvent.type(screen.getByRole('textbox', { name: 'Find' }), 'advert')
  const list = screen.getByRole('list', { name: 'Found' })
  expect(await within(list).findByText('advert')).toBeVisible()
  expect(screen.getByText('1 found')).toBeVisible()
  await userEvent.click(within(list).getByRole('button', { name: /See an advert/ }))
  expect(onJump).toHaveBeenCalledWith(small.cards[0])
  await userEvent.type(screen.getByRole('textbox', { name: 'Replace with' }), 'poster')
  await userEvent.click(screen.getByRole('button', { name: 'Replace all' }))
  expect(editor.getSnapshot().cards.get(small.cards[0])?.title).toBe('See an poster')
  expect(screen.getByText('1 replaced')).toBeVisible()
  expect(editor.undoState.getState().undoLabel).toBe('replace')
})
