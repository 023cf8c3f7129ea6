import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { RetentionSection } from '#src/features/ingest/RetentionSection.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const PATH = '/api/datasets/d/retention'

it('says what goes before it goes', async () => {
  const server = answeringServer(({ path, method, query }) => {
    if (path !== PATH) return undefined
    if (method === 'PUT') return { body: { days: 30, events: 12, cases: 3 } }
    return { body: { days: null, events: query.get('days') === '30' ? 12 : 0, cases: 3 } }
  })
  renderWithCache(<RetentionSection datasetId="d" />)
  const user = userEvent.setup()
  expect(await screen.findByText('Events are kept until somebody deletes them.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Change' }))
  const days = screen.getByLabelText('Days after they happened')
  const confirm = screen.getByRole('button', { name: 'Delete old events' })
  await user.clear(days)
  expect(confirm).toBeDisabled()
  await user.type(days, '30')
  expect(await screen.findByText(/12 events of 3 cases are older and go now/)).toBeVisible()
  await user.click(confirm)
  expect(await screen.findByText('12 events deleted')).toBeVisible()
  expect(server.bodiesOf('PUT', PATH)).toEqual([{ days: 30 }])
})

it('shows nothing to those who may not', async () => {
  const server = answeringServer(() => 'not-allowed')
  renderWithCache(<RetentionSection datasetId="d" />)
  await expect.poll(() => server.asked.length).toBe(1)
  expect(screen.queryByRole('region')).toBeNull()
})
