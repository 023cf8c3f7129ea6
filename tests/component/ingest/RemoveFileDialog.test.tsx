import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import type { FileShare } from '#shared/contract/rest/datasets.ts'
import { RemoveFileDialog } from '#src/features/ingest/RemoveFileDialog.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const FILE = '/api/datasets/d/files/f'
const SHARE: FileShare = { events: 1204, cases: 310, onlyCases: 120, isPulled: false, isOnly: false }

function shown(share: Partial<FileShare> | 'not-ready' = {}, removed: 'not-ready' | 'done' = 'done') {
  const server = answeringServer(({ path, method }) => {
    if (path === `${FILE}/share`) return share === 'not-ready' ? share : { body: { ...SHARE, ...share } }
    if (path === FILE && method === 'DELETE')
      return removed === 'done' ? { status: 202, body: { id: 'd', job: 'j' } } : removed
    return undefined
  })
  const onClose = vi.fn<() => void>()
  renderWithCache(<RemoveFileDialog datasetId="d" file={{ id: 'f', name: 'feb.csv' }} onClose={onClose} />)
  return { server, onClose, dialog: () => within(screen.getByRole('alertdialog')) }
}

const confirm = () => screen.getByRole('button', { name: 'Take it out' })

it('says what goes and that it cannot be undone before it can be confirmed, and then takes it out', async () => {
  const { server, onClose, dialog } = shown()
  expect(screen.getByRole('alertdialog')).toHaveAccessibleName('Take “feb.csv” out of this dataset?')
  expect(confirm()).toBeDisabled()
  expect(
    await dialog().findByText(/1,204 events of 310 cases came with it and go\. 120 cases of them have no other/),
  ).toBeVisible()
  expect(dialog().getByText(/What other files and live events have as well stays/)).toBeVisible()
  expect(dialog().getByText(/cannot be undone/)).toBeVisible()
  expect(dialog().queryByText(/plan/)).not.toBeInTheDocument()
  expect(server.bodiesOf('DELETE', FILE)).toEqual([])
  await userEvent.setup().click(confirm())
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(server.bodiesOf('DELETE', FILE)).toHaveLength(1)
})

it.each([
  [{ onlyCases: 0 }, /The cases stay: they have other events/],
  [{ onlyCases: 310 }, /These cases have no other events and go as well/],
  [{ events: 1, cases: 1, onlyCases: 1 }, /1 event of 1 case came with it and goes\. The case has no other events/],
  [{ events: 0, cases: 0, onlyCases: 0 }, /None of its events is in the dataset any more/],
  [{ events: null, cases: null, onlyCases: null }, /How many is not known/],
  [{ isOnly: true }, /but for live events the dataset is empty then/],
  [{ isPulled: true }, /It was fetched by a plan, which may fetch it again/],
] as const)('says of %j what it means', async (share, words) => {
  const { dialog } = shown(share)
  expect(await dialog().findByText(words)).toBeVisible()
  expect(confirm()).toBeEnabled()
})

it('cannot be confirmed where the server says that it cannot be', async () => {
  const { dialog } = shown('not-ready')
  expect(await dialog().findByRole('alert')).toHaveTextContent('This is not ready yet.')
  expect(confirm()).toBeDisabled()
})

it('stays open with the reason when it is refused', async () => {
  const { onClose, dialog } = shown({}, 'not-ready')
  await dialog().findByText(/1,204 events/)
  await userEvent.setup().click(confirm())
  expect(await dialog().findByRole('alert')).toHaveTextContent('This is not ready yet.')
  expect(onClose).not.toHaveBeenCalled()
})
