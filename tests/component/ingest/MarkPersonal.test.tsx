import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { MarkPersonal } from '#src/features/ingest/MarkPersonal.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const PATH = '/api/datasets/d/personal'
const field = (name: string) => ({ name, distinct: 1, values: [] })
const DATASET = {
  id: 'd',
  events: 12,
  fields: [field('email'), field('plan'), field('phone')],
  personal: { case: false, columns: ['phone'] },
  files: [],
  waiting: null,
}

it('says what it does and that it cannot be undone, before it does', async () => {
  const server = answeringServer(({ path, method }) => (path === PATH && method === 'PUT' ? { body: {} } : undefined))
  renderWithCache(<MarkPersonal dataset={DATASET} />)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Hash columns' }))
  expect(screen.getByText(/In all 12 events that are stored.*this cannot be undone\./)).toBeVisible()
  const confirm = screen.getByRole('button', { name: 'Hash for ever' })
  expect(confirm).toBeDisabled()
  expect(screen.queryByRole('checkbox', { name: 'phone' })).toBeNull()
  await user.click(screen.getByRole('checkbox', { name: 'email' }))
  await user.click(screen.getByRole('checkbox', { name: 'Who it is about (the case)' }))
  await user.click(confirm)
  expect(await screen.findByText('2 columns hashed')).toBeVisible()
  expect(server.bodiesOf('PUT', PATH)).toEqual([{ case: true, columns: ['email'] }])
})

it('shows nothing for a dataset with a file', () => {
  renderWithCache(
    <MarkPersonal dataset={{ ...DATASET, files: [{ id: 'a', name: 'a.csv', bytes: 1, columns: null }] }} />,
  )
  expect(screen.queryByRole('region')).toBeNull()
})
