import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { IdentityBody, IdentitySummary } from '#shared/contract/rest/identity.ts'
import { IdentitySection } from '#src/features/ingest/identity/IdentitySection.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'

const PATH = '/api/datasets/d/identity'
const dataset = {
  id: 'd',
  fields: [
    { name: 'user', distinct: 2, values: [] },
    { name: 'plan', distinct: 2, values: [] },
  ],
} as unknown as DatasetBody

const SUMMARY: IdentitySummary = {
  cases: 4,
  people: 3,
  merged: 2,
  mergedPeople: 1,
  keys: [
    {
      field: 'user',
      kind: 'user id',
      isMissing: false,
      values: 1,
      cases: 2,
      placeholderCases: 2,
      tooCommon: { values: 1, top: [{ value: 'agent', cases: 90 }] },
      tooMany: { cases: 0 },
    },
  ],
  elsewhere: [{ id: 'e', name: 'Calls', people: 1 }],
  largest: [{ person: 'a', cases: 2, ids: ['a', 'b'], kinds: ['user id'] }],
}
const NOTHING: IdentityBody = {
  declaration: null,
  since: null,
  summary: null,
  guesses: [{ field: 'user', kind: 'user id', reason: '“user” sounds like one.' }],
  kinds: [],
  others: [],
}
const DECLARATION = { caseKinds: [], keys: [{ field: 'user', kind: 'user id', maxCases: 50, maxValues: 50 }] }
const JOINED: IdentityBody = { ...NOTHING, declaration: DECLARATION, since: 1, summary: SUMMARY }

it('guesses with a reason, says what joins before it joins, and joins what was seen', async () => {
  const server = answeringServer(({ path, method }) => {
    if (path === `${PATH}/preview`) return { body: SUMMARY }
    if (path !== PATH) return undefined
    return { body: method === 'PUT' ? JOINED : NOTHING }
  })
  renderWithCache(<IdentitySection dataset={dataset} />)
  const user = userEvent.setup()
  expect(await screen.findByText(/Every case counts as somebody else/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Join ids' }))
  expect(await screen.findByText('“user” sounds like one.')).toBeVisible()
  const join = screen.getByRole('button', { name: 'Join them' })
  expect(join).toBeDisabled()
  await user.click(screen.getByRole('button', { name: 'See what joins' }))
  const found = within(await screen.findByRole('status'))
  expect(found.getByText('4 cases are 3 people.')).toBeVisible()
  expect(found.getByText(/2 cases are joined to 1 person/)).toBeVisible()
  expect(found.getByText('1 person is in “Calls” as well.')).toBeVisible()
  expect(found.getByText(/1 value too common to be one person’s: “agent” \(90 cases\)/)).toBeVisible()
  // What was seen is not what would be joined any more.
  await user.type(screen.getByLabelText('Most cases per value'), '0')
  expect(join).toBeDisabled()
  await user.click(screen.getByRole('button', { name: 'See what joins' }))
  await waitFor(() => expect(join).toBeEnabled())
  await user.click(join)
  expect(await screen.findByText('4 cases are counted as 3 people')).toBeVisible()
  expect(server.bodiesOf('PUT', PATH)).toEqual([
    { caseKinds: [], keys: [{ field: 'user', kind: 'user id', maxCases: 500, maxValues: 50 }] },
  ])
})

it('says what is missing, and asks nothing then', async () => {
  const server = answeringServer(({ path }) => (path === PATH ? { body: { ...NOTHING, guesses: [] } } : undefined))
  renderWithCache(<IdentitySection dataset={dataset} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Join ids' }))
  expect(await screen.findByText(/No attribute sounds like an id/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'See what joins' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('Choose at least one id.')
  expect(server.asked.filter(({ path }) => path.endsWith('preview'))).toEqual([])
})

it('shows what was joined and why, and undoes it after a question', async () => {
  const server = answeringServer(({ path, method }) =>
    path === PATH ? { body: method === 'DELETE' ? NOTHING : JOINED } : undefined,
  )
  renderWithCache(<IdentitySection dataset={dataset} />)
  const user = userEvent.setup()
  expect(await screen.findByText('4 cases are 3 people.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await user.click(screen.getByRole('button', { name: 'Undo joining' }))
  await expect.poll(() => server.asked.filter(({ method }) => method === 'DELETE').length).toBe(1)
})

it('makes one log with another dataset whose ids are joined, and leads there', async () => {
  const server = answeringServer(({ path, method }) => {
    if (path === '/api/datasets' && method === 'POST') return { status: 201, body: { id: 'made' } }
    return path === PATH ? { body: { ...JOINED, others: [{ id: 'e', name: 'Calls' }] } } : undefined
  })
  renderWithCache(<IdentitySection dataset={dataset} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'One log with others' }))
  const make = await screen.findByRole('button', { name: 'Make one log' })
  expect(make).toBeDisabled()
  await user.click(screen.getByRole('checkbox', { name: 'Calls' }))
  await user.clear(screen.getByLabelText('Name'))
  await user.type(screen.getByLabelText('Name'), 'Website and calls')
  await user.click(make)
  await expect.poll(() => window.location.pathname).toBe('/data/made')
  expect(server.bodiesOf('POST', '/api/datasets')).toEqual([{ name: 'Website and calls', madeOf: ['d', 'e'] }])
})
