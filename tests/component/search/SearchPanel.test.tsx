import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { type JourneyActionsNeeds, journeyActions } from '#src/app/journey/journey-actions.ts'
import type { Editor } from '#src/editor/editor.ts'
import { ReplacePanel } from '#src/features/search/ReplacePanel.tsx'
import { SearchPanel } from '#src/features/search/SearchPanel.tsx'
import { searchJourney } from '#src/features/search/search-journey.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

function open() {
  const opened = openSmallJourney()
  const { editor, small } = opened
  const [advert, site] = small.cards
  const details = `${'A long story. '.repeat(10)}They ask for a Café\nvoucher.`
  editor.run(editFields, { root: 'cards', id: site, patch: { details, channels: ['web'] } })
  editor.run(addPersona, { name: 'José', story: 'Drives a van' })
  editor.run(addLink, { fromCardId: advert, toCardId: site, label: 'curious' })
  const find = (query: string) =>
    searchJourney(editor.getSnapshot(), query).map(({ title, where, excerpt }) => [title, where, excerpt])
  return { ...opened, find }
}

describe('searchJourney', () => {
  it('finds titles, whatever the case and accents, with the place', () => {
    const { find } = open()
    expect(find('ADVERT')).toEqual([['See an advert', 'Touchpoint in Aware', '']])
    expect(find('jose')).toEqual([['José', 'Persona', '']])
    expect(find('thoughts')).toEqual([['Thoughts', 'Lane', '']])
    expect(find('buy')).toEqual([['Buy', 'Stage', '']])
    expect(find('compare')).toEqual([['Compare', 'Step in Aware', '']])
    expect(find('curious')).toEqual([['curious', 'Link from See an advert to Visit the site', '']])
  })

  it('finds words in other texts and shows where', () => {
    const { find } = open()
    const [hit] = find('cafe voucher')
    expect(hit?.[0]).toBe('Visit the site')
    expect(hit?.[2]).toMatch(/^….*They ask for a Café voucher\.$/)
    expect(find('website')).toEqual([['Visit the site', 'Touchpoint in Compare', 'Website']])
    expect(find('site van')).toEqual([])
  })

  it('shows titles before other texts, and nothing for nothing', () => {
    const { find, editor, small } = open()
    editor.run(editFields, { root: 'cards', id: small.cards[0], patch: { details: 'before the site visit' } })
    expect(find('site').map(([title]) => title)).toEqual(['Visit the site', 'See an advert'])
    expect(find('  ')).toEqual([])
  })
})

describe('search by tag and owner', () => {
  it('finds the card', () => {
    const { find, editor, small } = open()
    editor.run(editFields, { root: 'cards', id: small.cards[0], patch: { owner: 'Aisha', tags: ['quick win'] } })
    expect(find('aisha').map(([title]) => title)).toEqual(['See an advert'])
    expect(find('win')).toEqual([['See an advert', 'Touchpoint in Aware', 'quick win']])
  })
})

describe('the search panel', () => {
  it('goes to the first hit with Enter, walks through hits with the arrows, and closes with Escape', async () => {
    const { editor, small } = open()
    const [onClose, onJump] = [vi.fn(), vi.fn()]
    renderInJourney(editor, <SearchPanel onClose={onClose} onJump={onJump} />)
    const field = screen.getByRole('searchbox', { name: 'Search this journey' })
    expect(field).toHaveFocus()
    await userEvent.keyboard('s')
    expect(await screen.findByText(/found/)).toBeVisible()
    await userEvent.clear(field)
    await userEvent.keyboard('advert{Enter}')
    expect(onJump).toHaveBeenLastCalledWith(small.cards[0])
    await userEvent.clear(field)
    await userEvent.keyboard('site')
    await userEvent.keyboard('{ArrowDown}')
    expect(screen.getByRole('button', { name: /Visit the site/ })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(onJump).toHaveBeenLastCalledWith(small.cards[1])
    await userEvent.keyboard('{ArrowUp}')
    expect(field).toHaveFocus()
    await userEvent.clear(field)
    await userEvent.keyboard('nowhere')
    expect(await screen.findByText('Nothing found')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    expect(onClose).toHaveBeenCalledTimes(1)
  })

  it('walks from hit to hit and round again, counts, and marks what it has found until it is closed', async () => {
    const { editor } = open()
    const onJump = vi.fn()
    const { unmount } = renderInJourney(editor, <SearchPanel onClose={() => {}} onJump={onJump} />)
    await userEvent.keyboard('see')
    await userEvent.clear(screen.getByRole('searchbox'))
    await userEvent.keyboard('e')
    const hits = searchJourney(editor.getSnapshot(), 'e').map(({ id }) => id)
    await vi.waitFor(() => expect([...editor.lens.getState().found]).toEqual(hits))
    await userEvent.keyboard('{Enter}{Enter}')
    expect(onJump.mock.calls.map(([id]) => id)).toEqual([hits[0], hits[1]])
    expect(screen.getByText(`2 of ${hits.length} found`)).toBeVisible()
    await userEvent.keyboard('{Shift>}{Enter}{Enter}{/Shift}')
    expect(onJump).toHaveBeenLastCalledWith(hits.at(-1))
    await userEvent.click(screen.getByRole('button', { name: 'Next hit' }))
    expect(onJump).toHaveBeenLastCalledWith(hits[0])
    unmount()
    expect(editor.lens.getState().found.size).toBe(0)
  })
})

describe('the key that finds', () => {
  it('opens the search, and in an open one selects what is sought instead of closing it', async () => {
    const { editor } = open()
    const togglePanel = vi.fn<JourneyActionsNeeds['togglePanel']>()
    const find = actionsOf(editor, togglePanel).find(({ id }) => id === 'edit.find')
    find?.run()
    expect(togglePanel).toHaveBeenLastCalledWith('search')
    renderInJourney(editor, <SearchPanel onClose={() => {}} onJump={() => {}} />)
    const field = screen.getByRole<HTMLInputElement>('searchbox')
    await userEvent.keyboard('voucher')
    field.blur()
    find?.run()
    expect(field).toHaveFocus()
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, 'voucher'.length])
    expect(togglePanel).toHaveBeenCalledTimes(1)
  })

  it('goes from finding to replacing, and in an open panel to what is sought', () => {
    const { editor } = open()
    const togglePanel = vi.fn<JourneyActionsNeeds['togglePanel']>()
    const replace = actionsOf(editor, togglePanel).find(({ id }) => id === 'edit.replace')
    renderInJourney(editor, <SearchPanel onClose={() => {}} onJump={() => {}} />).unmount()
    replace?.run()
    expect(togglePanel).toHaveBeenLastCalledWith('replace')
    renderInJourney(editor, <ReplacePanel onClose={() => {}} onJump={() => {}} />)
    screen.getByLabelText('Replace with').focus()
    replace?.run()
    expect(screen.getByLabelText('Find')).toHaveFocus()
    expect(togglePanel).toHaveBeenCalledTimes(1)
  })
})

const actionsOf = (editor: Editor, togglePanel: JourneyActionsNeeds['togglePanel']) =>
  journeyActions({
    journeyId: 'j1',
    self: () => null,
    editor,
    overlay: () => true,
    setOverlay: () => {},
    toggleRange: () => {},
    togglePanel,
    openFilter: () => {},
    openSavedViews: () => {},
    verbs: { download: () => {}, duplicate: () => {}, goToLibrary: () => {} },
    openDialog: () => {},
  })
