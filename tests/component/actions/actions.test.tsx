import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CommandPalette } from '#src/features/actions/CommandPalette.tsx'
import { keyLists, ShortcutSheet } from '#src/features/actions/ShortcutSheet.tsx'
import { groupEntries } from '#src/ui/action-entries.ts'
import { type Action, ActionsContext, createActionRegistry } from '#src/ui/actions.ts'
import { MenuBar } from '#src/ui/MenuBar.tsx'
import { changePreferences } from '#src/ui/preferences.ts'

const ran: string[] = []
const action = (id: string, label: string, more: Partial<Action> = {}): Action => ({
  id,
  label,
  group: 'Edit',
  run: () => ran.push(`${id} with the focus on ${document.activeElement?.id ?? ''}`),
  ...more,
})
const ACTIONS: readonly Action[] = [
  action('undo', 'Undo', { label: () => 'Undo move of 3 cards', section: 'history', shortcuts: ['Mod+Z'] }),
  action('delete', 'Delete', { section: 'change', shortcuts: ['Delete'], isEnabled: () => false }),
  action('note', 'Note tool', { group: 'Insert', shortcuts: ['N'], keywords: 'sticky' }),
  action('lane.action', 'Add lane: actions', { group: 'Insert', section: 'lanes', submenu: 'Add lane' }),
  action('lane.note', 'Add lane: notes', { group: 'Insert', section: 'lanes', submenu: 'Add lane' }),
  action('numbers', 'Show numbers', { group: 'View', isOn: () => true }),
  action('only-here', 'Only here', { isOutOfPalette: true }),
]
const withActions = (content: ReactNode) => {
  const registry = createActionRegistry()
  registry.add(ACTIONS)
  return render(
    <ActionsContext value={registry}>
      <button id="canvas" type="button">
        Canvas
      </button>
      {content}
    </ActionsContext>,
  )
}
beforeEach(() => {
  ran.length = 0
  localStorage.clear()
})
afterEach(() => changePreferences({ hasSingleKeys: true }))

describe('menus', () => {
  test('have sections, submenus, keys and states', () => {
    expect(groupEntries(ACTIONS, 'Edit')).toMatchObject([
      { label: 'Undo move of 3 cards', shortcut: 'Mod+Z', disabled: false },
      { kind: 'separator' },
      { label: 'Delete', disabled: true },
      { kind: 'separator' },
      { label: 'Only here' },
    ])
    expect(groupEntries(ACTIONS, 'Insert')[2]).toMatchObject({ kind: 'sub', label: 'Add lane', entries: [{}, {}] })
    expect(groupEntries(ACTIONS, 'View')).toMatchObject([{ kind: 'check', checked: true }])
  })

  test('are walked by keys, and what is chosen runs with the focus where it was', async () => {
    const bar = (
      <MenuBar
        label="Menus"
        menus={[{ label: 'Edit', entries: () => groupEntries(ACTIONS, 'Edit') }]}
        ready={async () => {}}
      />
    )
    withActions(bar)
    act(() => screen.getByRole('button', { name: 'Canvas' }).focus())
    await userEvent.click(screen.getByRole('menuitem', { name: 'Edit' }))
    expect(await screen.findByRole('menuitem', { name: /Delete/ })).toHaveAttribute('aria-disabled', 'true')
    await userEvent.click(screen.getByRole('menuitem', { name: /Undo move of 3 cards/ }))
    await expect.poll(() => ran).toEqual(['undo with the focus on canvas'])
  })
})

describe('the palette', () => {
  const open = async () => {
    const shown = withActions(null)
    act(() => screen.getByRole('button', { name: 'Canvas' }).focus())
    const registry = createActionRegistry()
    registry.add(ACTIONS)
    const palette = (isOpen: boolean) => (
      <ActionsContext value={registry}>
        <button id="canvas" type="button">
          Canvas
        </button>
        {isOpen && <CommandPalette onClose={() => shown.rerender(palette(false))} />}
      </ActionsContext>
    )
    shown.rerender(palette(true))
    return screen.findByRole('combobox')
  }
  const options = (): (string | null)[] => screen.getAllByRole('option').map((option) => option.textContent)

  test('finds by a few letters and by other words, and says what cannot be done now', async () => {
    const field = await open()
    expect(options()).toHaveLength(6)
    expect(screen.getByRole('option', { name: /Delete/ })).toHaveTextContent('Not possible now')
    await userEvent.type(field, 'udo')
    expect(options()).toEqual(['Undo move of 3 cardsCtrl+Z'])
    await userEvent.clear(field)
    await userEvent.type(field, 'sticky')
    expect(options()).toEqual(['Note toolN'])
    await userEvent.type(field, 'xyz')
    expect(screen.getByText(/Nothing here is called/)).toBeVisible()
  })

  test('runs the choice with the focus where it was, and puts it first the next time', async () => {
    const field = await open()
    await userEvent.type(field, 'note tool{Enter}')
    await expect.poll(() => ran).toEqual(['note with the focus on canvas'])
    cleanup()
    await open()
    expect(options()[0]).toBe('Note toolN')
  })
})

describe('the shortcut sheet', () => {
  test('shows the keys as they are now and is searched by words and by keys', async () => {
    withActions(<ShortcutSheet more={[]} onClose={() => {}} onSettings={() => {}} />)
    expect(screen.getByText('Note tool')).toBeVisible()
    act(() => changePreferences({ hasSingleKeys: false }))
    expect(screen.queryByText('Note tool')).toBeNull()
    expect(screen.getByText(/switched off/)).toBeVisible()
    await userEvent.type(screen.getByRole('searchbox'), 'ctrl+z')
    const dialog = within(screen.getByRole('dialog'))
    expect(dialog.getAllByRole('term').map((term) => term.textContent)).toEqual(['Undo move of 3 cards'])
  })
  test('leaves out lists of which nothing is left', () => {
    const lists = [{ title: 'View', keys: [{ label: 'Zoom in', shortcuts: ['Mod++'] }] }]
    expect(keyLists(lists, 'view zoom')).toEqual(lists)
    expect(keyLists(lists, 'delete')).toEqual([])
  })
})
