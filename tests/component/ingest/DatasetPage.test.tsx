import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { type DatasetBody, datasetMapping } from '#shared/contract/rest/datasets.ts'
import type { Role } from '#shared/contract/roles.ts'
import { DatasetPage } from '#src/features/ingest/DatasetPage.tsx'
import { ingestProfile } from '#tests/support/ingest-profile.ts'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const MAPPING = datasetMapping.parse({ case: 'customer', timestamp: 'when', event: 'what' })
const DATASET: DatasetBody = {
  id: 'd',
  workspaceId: 'theirs',
  name: 'Visits',
  state: 'ready',
  createdAt: 0,
  updatedAt: 0,
  events: 3,
  cases: 2,
  firstEventAt: 0,
  lastEventAt: 0,
  timeZone: 'UTC',
  profile: ingestProfile(),
  mapping: MAPPING,
  result: { records: 3, accepted: 2, rejected: 1, rejectedBy: {}, warnings: [], complete: true, message: null },
  error: null,
  eventNames: [],
  channels: [],
  fields: [],
  personal: { case: false, columns: [] },
  files: [{ id: 'd', name: 'visits.csv', bytes: 100, columns: null }],
  waiting: {
    id: 'f',
    name: 'desk.csv',
    bytes: 100,
    waitsFor: 'columns',
    profile: ingestProfile(),
    proposal: { columns: {}, ignore: [], timezone: null, dateOrder: null },
    reasons: {},
  },
  savedMapping: null,
  sameFile: null,
  job: null,
}

/** As who has this role in the workspace of the dataset; `null`: as who only has one elsewhere. */
async function opened(role: Role | null, dataset: Partial<DatasetBody> = {}) {
  const mine = [{ id: 'mine', name: 'Mine', role: 'owner' }]
  const theirs = role === null ? [] : [{ id: 'theirs', name: 'Theirs', role }]
  const answers: Readonly<Record<string, object>> = {
    '/api/session': { id: 'p', kind: 'person', name: 'Ann', color: 0, workspaces: [...mine, ...theirs] },
    '/api/datasets/d': { ...DATASET, ...dataset },
    '/api/journeys': { journeys: [] },
    '/api/datasets/d/identity': { declaration: null, summary: null, others: [], guesses: [], shared: [] },
    '/api/datasets/d/rejects': { total: 0, rejects: [] },
    '/api/datasets/d/pulls': { pulls: [] },
    '/api/datasets/d/sources': { sources: [] },
  }
  const server = answeringServer(({ path }) => (answers[path] ? { body: answers[path] } : 'not-allowed'))
  renderWithCache(<DatasetPage datasetId="d" />)
  await screen.findByRole('heading', { name: 'Visits' })
  return server
}

const CHANGES = [
  'Change the columns',
  'Add the next file',
  'Match them',
  'Create a journey from this data',
  'Join ids',
  'Plan a pull',
  'Add a sender',
]

it.each(['editor', 'owner'] as const)('offers all that changes a dataset to its %s', async (role) => {
  await opened(role)
  for (const name of CHANGES) expect(await screen.findByRole('button', { name })).toBeEnabled()
  expect(screen.getByRole('button', { name: /^Rename/ })).toBeVisible()
  expect(screen.getByRole('combobox', { name: /Days, weeks and months/ })).toBeEnabled()
  expect(screen.queryByText(/not change it/)).not.toBeInTheDocument()
})

it.each([null, 'viewer', 'commenter'] as const)(
  'says to who may only read (%s) that they cannot change it, and asks the server for nothing that it refuses',
  async (role) => {
    const server = await opened(role)
    expect(await screen.findByText('You can look at this dataset, and not change it')).toBeVisible()
    expect(screen.getByText(/An editor of the workspace has to match them/)).toBeVisible()
    await screen.findByRole('heading', { name: 'People' })
    for (const name of CHANGES) expect(screen.queryByRole('button', { name })).not.toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /^Rename/ })).not.toBeInTheDocument()
    expect(screen.getByRole('combobox', { name: /Days, weeks and months/ })).toBeDisabled()
    const asked = server.asked.map(({ path }) => path)
    for (const part of ['rejects', 'pulls', 'sources']) expect(asked).not.toContain(`/api/datasets/d/${part}`)
  },
)

it('does not let who may only read choose the columns of a file', async () => {
  await opened('viewer', { state: 'mapping-needed', mapping: null, result: null, waiting: null })
  expect(await screen.findByText('Nothing of this file is imported yet')).toBeVisible()
  expect(screen.queryByRole('button', { name: /Import/ })).not.toBeInTheDocument()
})
