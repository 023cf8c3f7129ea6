import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { DeleteCustomer } from '#src/features/ingest/DeleteCustomer.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const PATH = '/api/workspaces/w/customers'
const traces = {
  datasets: [{ id: 'd', name: 'Visits', events: 12, cases: 2 }],
  notSearched: [{ id: 'e', name: 'Raw file' }],
}

async function asked(answer: object) {
  const server = answeringServer(({ method, path }) =>
    path.startsWith(PATH) ? { body: method === 'POST' ? answer : traces } : undefined,
  )
  renderWithCache(<DeleteCustomer workspaceId="w" />)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Delete one customer' }))
  await user.type(screen.getByLabelText(/^Id, e-mail address/), ' ann@x.example ')
  const confirm = screen.getByRole('button', { name: 'Delete this customer' })
  expect(confirm).toBeDisabled()
  await user.click(screen.getByRole('button', { name: 'Show where they are' }))
  return { server, user, confirm }
}

it('shows where a customer is before anything is deleted', async () => {
  const { server, user, confirm } = await asked(traces)
  expect(await screen.findByText('12 events of 2 cases')).toBeVisible()
  expect(screen.getByText(/Not searched.*“Raw file”/)).toBeVisible()
  await user.click(confirm)
  expect(await screen.findByText('12 events in 1 dataset deleted')).toBeVisible()
  expect(server.bodiesOf('DELETE', PATH)).toEqual([{ id: 'ann@x.example' }])
})

it('does not delete another id than the one that was looked for', async () => {
  const { user, confirm } = await asked(traces)
  await screen.findByText('12 events of 2 cases')
  expect(confirm).toBeEnabled()
  await user.type(screen.getByLabelText(/^Id, e-mail address/), 'le')
  expect(confirm).toBeDisabled()
})

it('deletes somebody who may be in a file that was not read yet', async () => {
  const { server, user, confirm } = await asked({ ...traces, datasets: [] })
  expect(await screen.findByText(/Nobody with this id is in the data that was read/)).toBeVisible()
  expect(screen.getByText(/left out when it is read/)).toBeVisible()
  await user.click(confirm)
  await waitFor(() => expect(server.bodiesOf('DELETE', PATH)).toEqual([{ id: 'ann@x.example' }]))
})

it('says when there is nobody', async () => {
  const { confirm } = await asked({ datasets: [], notSearched: [] })
  expect(await screen.findByText(/Nobody with this id/)).toBeVisible()
  expect(confirm).toBeDisabled()
})
