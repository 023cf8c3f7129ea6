import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { Button } from '#src/ui/Button.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { MenuBar } from '#src/ui/MenuBar.tsx'
import { Popover } from '#src/ui/Popover.tsx'
import { tellUsable } from '#src/ui/usable.ts'

// The code of what they open comes after the first press here, as in a page that was just opened.

const ENTRIES = [
  { label: 'Gone', disabled: true, onSelect: vi.fn() },
  { label: 'Rename', onSelect: vi.fn() },
  { label: 'Delete', onSelect: vi.fn() },
]

test('a menu whose code is still to come says that it opens, and begins on its first line when a key opened it', async () => {
  render(<Menu trigger={<IconButton icon={Pencil} label="More" />} entries={ENTRIES} />)
  const button = screen.getByRole('button', { name: 'More' })
  act(() => button.focus())
  fireEvent.keyDown(button, { key: 'Enter' })
  expect(button).toHaveAttribute('aria-expanded', 'true')
  expect(screen.queryByRole('menu')).toBeNull()
  const menu = await screen.findByRole('menu', { name: 'More' })
  expect(button).toHaveAttribute('aria-controls', menu.id)
  await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Rename' })).toHaveFocus())
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('menu')).toBeNull()
  await waitFor(() => expect(button).toHaveFocus())
})

test('a second press before a menu has come takes the wish back', async () => {
  render(<Menu trigger={<Button>More</Button>} entries={ENTRIES} />)
  const button = screen.getByRole('button', { name: 'More' })
  fireEvent.pointerDown(button, { button: 0 })
  fireEvent.pointerDown(button, { button: 0 })
  expect(button).toHaveAttribute('aria-expanded', 'false')
  fireEvent.pointerDown(button, { button: 0 })
  expect(await screen.findByRole('menu')).toBeVisible()
  fireEvent.pointerDown(button, { button: 0 })
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
})

test('a popover opens and closes by its button, which stays the same element and hears its own clicks', async () => {
  const onClick = vi.fn()
  render(
    <Popover label="Details" trigger={<Button onClick={onClick}>Show</Button>}>
      <p>Words</p>
    </Popover>,
  )
  const button = screen.getByRole('button', { name: 'Show' })
  fireEvent.click(button)
  expect(button).toHaveAttribute('aria-expanded', 'true')
  expect(await screen.findByRole('dialog', { name: 'Details' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Show' })).toBe(button)
  await userEvent.click(button)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(onClick).toHaveBeenCalledTimes(2)
})

test('a popover that others hold open asks them to close it', async () => {
  const Example = () => {
    const [open, setOpen] = useState(true)
    return (
      <Popover label="Details" open={open} onOpenChange={setOpen} trigger={<Button>Show</Button>}>
        <button type="button">Inside</button>
      </Popover>
    )
  }
  render(<Example />)
  expect(await screen.findByRole('button', { name: 'Inside' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(screen.getByRole('button', { name: 'Show' })).toHaveFocus())
})

test('a tooltip shows a moment after the pointer has come, describes its button, and goes by Escape', async () => {
  render(<IconButton icon={Pencil} label="Rename" shortcut="Mod+R" />)
  const button = screen.getByRole('button', { name: 'Rename' })
  fireEvent.pointerMove(button, { pointerType: 'mouse' })
  expect(screen.queryByRole('tooltip')).toBeNull()
  expect(await screen.findByRole('tooltip')).toHaveTextContent('Rename')
  expect(button).toHaveAccessibleDescription(/Rename/)
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('tooltip')).toBeNull())
  expect(button).not.toHaveAttribute('aria-describedby')
})

test('a tooltip that only repeats the name of its button is not said again', async () => {
  render(<IconButton icon={Pencil} label="Rename" />)
  const button = screen.getByRole('button', { name: 'Rename' })
  fireEvent.pointerMove(button, { pointerType: 'mouse' })
  expect(await screen.findByRole('tooltip')).toHaveTextContent('Rename')
  expect(button).not.toHaveAccessibleDescription()
})

test('no tooltip for fingers, nor when a press was what gave the focus, nor when it comes too late', async () => {
  render(
    <>
      <button type="button">Before</button>
      <IconButton icon={Pencil} label="Rename" />
    </>,
  )
  const button = screen.getByRole('button', { name: 'Rename' })
  fireEvent.pointerMove(button, { pointerType: 'touch' })
  await userEvent.click(screen.getByText('Before'))
  fireEvent.pointerDown(button)
  act(() => button.focus())
  fireEvent.pointerUp(button)
  fireEvent.pointerMove(button, { pointerType: 'mouse' })
  fireEvent.pointerLeave(button)
  // Longer than a tooltip would take, by one that does come.
  act(() => screen.getByText('Before').focus())
  act(() => button.focus())
  expect(await screen.findByRole('tooltip')).toBeVisible()
  act(() => screen.getByText('Before').focus())
  await waitFor(() => expect(screen.queryByRole('tooltip')).toBeNull())
})

const ready = async (): Promise<void> => {}
const MENUS = ['Edit', 'View'].map((label) => ({
  label,
  entries: () => [{ label: `${label} something`, onSelect: vi.fn() }],
}))

test('a menu bar is walked before its menus have come, and what was pressed opens with them', async () => {
  render(<MenuBar label="Menus" menus={MENUS} ready={ready} />)
  act(() => screen.getByRole('menuitem', { name: 'Edit' }).focus())
  fireEvent.keyDown(screen.getByRole('menuitem', { name: 'Edit' }), { key: 'ArrowRight' })
  expect(screen.getByRole('menuitem', { name: 'View' })).toHaveFocus()
  fireEvent.keyDown(screen.getByRole('menuitem', { name: 'View' }), { key: 'ArrowDown' })
  expect(screen.queryByRole('menu')).toBeNull()
  expect(await screen.findByRole('menu', { name: 'View' })).toBeVisible()
  await waitFor(() => expect(screen.getByRole('menuitem', { name: 'View something' })).toHaveFocus())
})

test('a menu bar keeps the focus when it comes to life', async () => {
  render(<MenuBar label="Menus" menus={MENUS} ready={ready} />)
  const waiting = screen.getByRole('menuitem', { name: 'View' })
  act(() => waiting.focus())
  tellUsable()
  await waitFor(() => expect(waiting).not.toBeInTheDocument())
  expect(screen.getByRole('menuitem', { name: 'View' })).toHaveFocus()
})

test('a popover that closes does not call back whoever has gone on by a key meanwhile', async () => {
  render(
    <>
      <Popover label="Details" trigger={<Button>Show</Button>}>
        <input aria-label="Inside" />
      </Popover>
      <input aria-label="Elsewhere" />
    </>,
  )
  const button = screen.getByRole('button', { name: 'Show' })
  await userEvent.click(button)
  await screen.findByRole('dialog', { name: 'Details' })
  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' })
  expect(screen.queryByRole('dialog')).toBeNull()
  screen.getByLabelText('Elsewhere').focus()
  // The button is called a turn later.
  await new Promise((resolve) => setTimeout(resolve))
  expect(screen.getByLabelText('Elsewhere')).toHaveFocus()
  // Otherwise its button has the focus again.
  await userEvent.click(button)
  fireEvent.keyDown(await screen.findByRole('dialog'), { key: 'Escape' })
  await waitFor(() => expect(button).toHaveFocus())
})

test('a popover that a key opened from elsewhere gives the focus back there', async () => {
  function Page() {
    const [open, setOpen] = useState(false)
    return (
      <>
        <input aria-label="Elsewhere" onKeyDown={() => setOpen(true)} />
        <Popover label="Details" open={open} onOpenChange={setOpen} trigger={<Button>Show</Button>}>
          <input aria-label="Inside" />
        </Popover>
      </>
    )
  }
  render(<Page />)
  const field = screen.getByLabelText('Elsewhere')
  field.focus()
  fireEvent.keyDown(field, { key: 'f', altKey: true })
  await waitFor(() => expect(screen.getByLabelText('Inside')).toHaveFocus())
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(field).toHaveFocus())
})
