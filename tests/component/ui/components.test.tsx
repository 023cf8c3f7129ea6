import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { initialsOf } from '#src/ui/Avatar.tsx'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { ProgressBar } from '#src/ui/ProgressBar.tsx'
import { Select } from '#src/ui/Select.tsx'
import { shortcutText } from '#src/ui/shortcut-text.ts'
import { TextField } from '#src/ui/TextField.tsx'

test.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['Ana María de Souza', 'AS'],
  ['  ', '?'],
  ['👩‍🚀 Sam', '👩‍🚀S'],
])('initials of “%s” are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test('shortcuts are printed as the machine prints them', () => {
  expect(shortcutText('Mod+Shift+Z')).toBe('Ctrl+Shift+Z')
  vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (Macintosh)' })
  expect(shortcutText('Mod+Shift+Z')).toBe('⇧⌘Z')
  vi.unstubAllGlobals()
})

test('a busy button refuses clicks and says so', async () => {
  const onClick = vi.fn()
  render(
    <Button busy onClick={onClick}>
      Save
    </Button>,
  )
  const button = screen.getByRole('button', { name: 'Save' })
  await userEvent.click(button)
  expect(button).toHaveAttribute('aria-busy', 'true')
  expect(onClick).not.toHaveBeenCalled()
})

test('a field names itself and describes its fault', () => {
  render(<TextField label="Title" error="Too long." />)
  expect(screen.getByRole('textbox', { name: 'Title' })).toHaveAccessibleDescription('Too long.')
  expect(screen.getByRole('textbox')).toBeInvalid()
})

test('progress without a known share has no value', () => {
  const { rerender } = render(<ProgressBar label="Importing" value={0.456} />)
  expect(screen.getByRole('progressbar', { name: 'Importing' })).toHaveAttribute('aria-valuenow', '46')
  rerender(<ProgressBar label="Importing" value={null} />)
  expect(screen.getByRole('progressbar')).not.toHaveAttribute('aria-valuenow')
})

test('a select is chosen from by keyboard', async () => {
  const user = userEvent.setup()
  const onChange = vi.fn()
  render(
    <Select
      label="Channel"
      value={null}
      placeholder="None"
      onChange={onChange}
      options={[
        { value: 'web', label: 'Website' },
        { value: 'phone', label: 'Phone' },
      ]}
    />,
  )
  screen.getByRole('combobox', { name: 'Channel' }).focus()
  await user.keyboard('{Enter}')
  await user.keyboard('{ArrowDown}{Enter}')
  expect(onChange).toHaveBeenCalledOnce()
})

describe('Dialog', () => {
  const Example = ({ dismissible = true }: { readonly dismissible?: boolean }) => {
    const [open, setOpen] = useState(false)
    return (
      <>
        <Button onClick={() => setOpen(true)}>Open</Button>
        <Dialog open={open} onOpenChange={setOpen} title="Rename" dismissible={dismissible}>
          <TextField label="Name" />
        </Dialog>
      </>
    )
  }

  test('takes the focus without pressing anything, and gives it back on Escape', async () => {
    const user = userEvent.setup()
    render(<Example />)
    await user.click(screen.getByRole('button', { name: 'Open' }))
    expect(await screen.findByRole('dialog', { name: 'Rename' })).toHaveFocus()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus())
  })

  test('is closed by the next Escape after a question that it asked', async () => {
    const user = userEvent.setup()
    const Asking = () => {
      const [open, setOpen] = useState(true)
      const [asks, setAsks] = useState(false)
      return (
        <Dialog open={open} onOpenChange={setOpen} title="Share">
          <IconButton icon={Trash2} label="Revoke" onClick={() => setAsks(true)} />
          <ConfirmDialog open={asks} onOpenChange={setAsks} title="Revoke?" confirmLabel="Revoke" onConfirm={() => {}}>
            For good.
          </ConfirmDialog>
        </Dialog>
      )
    }
    render(<Asking />)
    await user.click(screen.getByRole('button', { name: 'Revoke' }))
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.getByRole('button', { name: 'Revoke' })).toHaveFocus())
    expect(screen.queryByRole('tooltip')).toBeNull()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('stays while it must not be left', async () => {
    const user = userEvent.setup()
    render(<Example dismissible={false} />)
    await user.click(screen.getByRole('button', { name: 'Open' }))
    await user.keyboard('{Escape}')
    expect(screen.getByRole('dialog')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Close' })).toBeNull()
  })
})

describe('Menu', () => {
  test('runs what is chosen by keyboard and tells what is on', async () => {
    const user = userEvent.setup()
    const onSelect = vi.fn()
    render(
      <Menu
        trigger={<Button>More</Button>}
        entries={[
          { label: 'Rename', onSelect },
          { kind: 'separator' },
          { kind: 'check', label: 'Grid', checked: true, onChange: vi.fn() },
          { label: 'Gone', disabled: true, onSelect: vi.fn() },
        ]}
      />,
    )
    screen.getByRole('button', { name: 'More' }).focus()
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('menuitemcheckbox', { name: 'Grid' })).toBeChecked()
    expect(screen.getByRole('menuitem', { name: 'Gone' })).toHaveAttribute('aria-disabled', 'true')
    await user.keyboard('{Enter}')
    expect(onSelect).toHaveBeenCalledOnce()
    expect(screen.queryByRole('menu')).toBeNull()
  })
})
