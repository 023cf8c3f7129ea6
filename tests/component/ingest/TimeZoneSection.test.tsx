import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { TimeZoneSection } from '#src/features/ingest/TimeZoneSection.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const PATH = '/api/datasets/d/time-zone'

it('shows the zone and changes it', async () => {
  const server = answeringServer(({ path, method }) => (path === PATH && method === 'PUT' ? { body: {} } : undefined))
  renderWithCache(<TimeZoneSection dataset={{ id: 'd', workspaceId: 'w', timeZone: 'America/New_York' }} />)
  const select = screen.getByRole('combobox', { name: 'Days, weeks and months are counted in' })
  expect(select).toHaveDisplayValue('New York')
  await userEvent.selectOptions(select, 'Europe/Berlin')
  expect(await screen.findByText('Days are counted in Europe/Berlin now')).toBeVisible()
  expect(server.bodiesOf('PUT', PATH)).toEqual([{ timeZone: 'Europe/Berlin' }])
})

it('says in words why it was not changed', async () => {
  answeringServer(() => 'not-allowed')
  renderWithCache(<TimeZoneSection dataset={{ id: 'd', workspaceId: 'w', timeZone: 'UTC' }} />)
  await userEvent.selectOptions(screen.getByRole('combobox'), 'Asia/Tokyo')
  await expect.poll(() => screen.queryByText(/counted in Asia\/Tokyo now/)).toBeNull()
  expect(screen.getByRole('combobox')).toHaveDisplayValue('UTC')
})

it('tells whoever may only look in which zone it is, and offers nothing', async () => {
  answeringServer(({ path }) =>
    path === '/api/session' ? { body: { id: 'me', name: 'Me', color: 0, workspaces: [] } } : undefined,
  )
  renderWithCache(<TimeZoneSection dataset={{ id: 'd', workspaceId: 'w', timeZone: 'Asia/Calcutta' }} />)
  expect(await screen.findByText('Asia/Kolkata')).toBeVisible()
  expect(screen.queryByRole('combobox')).toBeNull()
})
