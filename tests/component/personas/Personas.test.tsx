import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { PersonasPanel } from '#src/features/personas/PersonasPanel.tsx'
import { PersonaStrip } from '#src/features/personas/PersonaStrip.tsx'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

function open({ canEdit = true, names = ['Sarah', 'Alex'] } = {}) {
  const opened = openSmallJourney({ canEdit })
  for (const name of names) opened.other.does(addPersona, { name })
  opened.journey.exchangeBetween(opened.other, opened.me)
  const people = () => personasInOrder(opened.editor.getSnapshot())
  return { ...opened, people }
}

describe('the list of personas', () => {
  it('adds one and lets one describe it', async () => {
    const { editor, people } = open({ names: [] })
    renderInJourney(editor, <PersonasPanel />)
    expect(screen.getByText('No personas yet')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Add persona' }))
    const sheet = await screen.findByRole('dialog')
    const type = (label: string, text: string) =>
      userEvent.type(within(sheet).getByRole('textbox', { name: label }), text)
    await type('Name', 'Sarah')
    await type('In one line', '34, nurse')
    for (const name of ['Story', 'Goals', 'Challenges'])
      expect(within(sheet).getByRole('textbox', { name })).toBeVisible()
    await userEvent.click(within(sheet).getByRole('button', { name: 'Phone' }))
    await userEvent.click(within(sheet).getByRole('button', { name: 'Website' }))
    await userEvent.click(within(sheet).getByRole('button', { name: 'Phone' }))
    await userEvent.click(within(sheet).getByRole('radio', { name: 'Teal' }))
    expect(people()).toMatchObject([
      {
        name: 'Sarah',
        tagline: '34, nurse',
        preferredChannels: ['web'],
        color: 5,
      },
    ])
    await userEvent.click(within(sheet).getByRole('button', { name: 'Done' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByText('34, nurse')).toBeVisible()
  })

  it('orders and deletes', async () => {
    const { editor, people } = open()
    await vi.waitFor(() => expect(people()).toHaveLength(2))
    renderInJourney(editor, <PersonasPanel />)
    await userEvent.click(screen.getByRole('button', { name: 'More for Alex' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Move up' }))
    expect(people().map(({ name }) => name)).toEqual(['Alex', 'Sarah'])
    await userEvent.click(screen.getByRole('button', { name: 'More for Sarah' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }))
    expect(people().map(({ name }) => name)).toEqual(['Alex'])
    act(() => void editor.undo())
    expect(people()).toHaveLength(2)
  })

  it('can only be read by a viewer', async () => {
    const { editor, people } = open({ canEdit: false })
    await vi.waitFor(() => expect(people()).toHaveLength(2))
    renderInJourney(editor, <PersonasPanel />)
    expect(screen.queryByRole('button', { name: 'Add persona' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'More for Alex' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Alex' }))
    const sheet = await screen.findByRole('dialog')
    expect(within(sheet).queryByRole('textbox')).toBeNull()
    expect(within(sheet).queryByRole('radio')).toBeNull()
    expect(within(sheet).queryByRole('button', { name: 'Delete persona' })).toBeNull()
  })
})

describe('the strip of personas', () => {
  it('looks at one, at several, at all again', async () => {
    const { editor, people } = open()
    await vi.waitFor(() => expect(people()).toHaveLength(2))
    const onOpenList = vi.fn()
    renderInJourney(editor, <PersonaStrip onOpenList={onOpenList} />)
    const [sarah, alex] = people().map(({ id }) => id)
    const focused = () => editor.lens.getState().filter.personaIds
    await userEvent.click(screen.getByRole('button', { name: 'Sarah' }))
    expect(focused()).toEqual([sarah])
    expect(screen.getByRole('button', { name: 'Sarah', pressed: true })).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Alex' }))
    expect(focused()).toEqual([sarah, alex])
    await userEvent.click(screen.getByRole('button', { name: 'Sarah' }))
    await userEvent.click(screen.getByRole('button', { name: 'Alex' }))
    expect(focused()).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'All personas' }))
    expect(onOpenList).toHaveBeenCalledTimes(1)
  })
})
