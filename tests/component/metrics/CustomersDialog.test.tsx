import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { CustomersDialog } from '#src/features/metrics/CustomersDialog.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const PATH = '/api/journeys/j/readings/cases'
const customer = (number: number) => ({
  caseId: `c${number}`,
  events: 3,
  firstEventAt: 0,
  lastEventAt: 1,
  counts: 2,
})

function show(answer: (offset: number) => object | 'not-allowed') {
  const server = answeringServer(({ path, query }) => {
    if (path !== PATH) return undefined
    const body = answer(Number(query.get('offset')))
    return typeof body === 'string' ? body : { body }
  })
  const number = { journeyId: 'j', of: 'link 1', measure: 'flow' } as const
  renderWithCache(<CustomersDialog number={number} title="Visit to call" value="240" onClose={vi.fn()} />)
  return { server, user: userEvent.setup() }
}

it('lists the customers page by page and says what they add up to', async () => {
  const { user } = show((offset) => ({ cases: 120, counts: 240, list: [customer(offset), customer(offset + 1)] }))
  expect(await screen.findByText(/120 customers, together 240 times/)).toBeVisible()
  expect(screen.getByText('1–100 of 120')).toBeVisible()
  expect(screen.getByRole('link', { name: 'All as CSV' })).toHaveAttribute(
    'href',
    `${PATH}?of=link+1&measure=flow&format=csv`,
  )
  await user.click(screen.getByRole('button', { name: 'Next' }))
  expect(await screen.findByText('c100')).toBeVisible()
  expect(screen.getByText('101–120 of 120')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled()
})

it('tells in plain words who may not see them', async () => {
  show(() => 'not-allowed')
  expect(await screen.findByRole('alert')).toHaveTextContent('You may not do this.')
  expect(screen.queryByRole('link')).toBeNull()
})
