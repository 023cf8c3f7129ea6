import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
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
async function opened(
  role: Role | null,
  dataset: Partial<DatasetBody> = {},
  {
    answers: more = {},
    hasList = true,
  }: { readonly answers?: Readonly<Record<string, object>>; readonly hasList?: boolean } = {},
) {
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
    ...more,
  }
  const server = answeringServer(({ path }) => (answers[path] ? { body: answers[path] } : 'not-allowed'))
  renderWithCache(<DatasetPage datasetId="d" hasList={hasList} />)
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
    expect(screen.queryByRole('combobox', { name: /Days, weeks and months/ })).not.toBeInTheDocument()
    expect(screen.queryByText(/say which attributes are ids/)).not.toBeInTheDocument()
    const asked = server.asked.map(({ path }) => path)
    for (const part of ['rejects', 'pulls', 'sources', 'retention'])
      expect(asked).not.toContain(`/api/datasets/d/${part}`)
  },
)

it('does not let who may only read choose the columns of a file', async () => {
  await opened('viewer', { state: 'mapping-needed', mapping: null, result: null, waiting: null })
  expect(await screen.findByText('Nothing of this file is imported yet')).toBeVisible()
  expect(screen.queryByRole('button', { name: /Import/ })).not.toBeInTheDocument()
})

const TWO_FILES: Partial<DatasetBody> = {
  waiting: null,
  files: [
    { id: 'd', name: 'visits.csv', bytes: 100, columns: null },
    {
      id: 'f',
      name: 'desk.csv',
      bytes: 100,
      columns: { columns: { customer: 'kunde' }, ignore: [], timezone: null, dateOrder: 'DMY' },
    },
  ],
}

it('offers to whoever may change it another answer for each file, and its end; to others nothing of it', async () => {
  await opened('editor', TWO_FILES)
  const files = await screen.findAllByRole('listitem', { name: '' })
  expect(files.map(({ textContent }) => textContent).join()).toContain('kunde is customer · day first')
  for (const name of [
    'Change the columns',
    'Answer otherwise for desk.csv',
    'Take visits.csv out',
    'Take desk.csv out',
  ])
    expect(screen.getByRole('button', { name })).toBeEnabled()
  cleanup()
  await opened('viewer', TWO_FILES)
  expect(await screen.findByText('desk.csv')).toBeVisible()
  for (const name of [/Change the columns/, /Answer otherwise/, /^Take/])
    expect(screen.queryByRole('button', { name })).not.toBeInTheDocument()
})

it('opens the wizard of a file with the answers that it was read by, and sends the changed ones', async () => {
  const profile = { ...ingestProfile(), dateOrderNeeded: true }
  const answers = { columns: { customer: 'customer', when: 'when', what: 'what' }, ignore: [], timezone: null }
  const server = await opened('editor', TWO_FILES, {
    answers: {
      '/api/datasets/d/files/f/columns': {
        id: 'f',
        name: 'desk.csv',
        bytes: 9,
        profile,
        answers: { ...answers, dateOrder: 'DMY' },
        job: 'j',
      },
    },
  })
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Answer otherwise for desk.csv' }))
  expect(await screen.findByRole('heading', { name: 'Answer otherwise for “desk.csv”' })).toBeVisible()
  const order = screen.getAllByRole('radio')
  expect(order.filter((radio) => (radio as HTMLInputElement).checked)).toHaveLength(1)
  expect(screen.queryByRole('button', { name: 'Leave this file out' })).not.toBeInTheDocument()
  await user.click(screen.getByRole('radio', { name: /Month/ }))
  await user.click(screen.getByRole('button', { name: 'Read it again' }))
  await expect
    .poll(() => server.bodiesOf('POST', '/api/datasets/d/files/f/columns'))
    .toEqual([expect.objectContaining({ dateOrder: 'MDY' })])
  expect(await screen.findByRole('button', { name: 'Answer otherwise for desk.csv' })).toBeVisible()
})

it('offers a first file to a dataset without one', async () => {
  await opened('editor', { events: 0, files: [], waiting: null, result: null, profile: null, mapping: null })
  expect(await screen.findByRole('button', { name: 'Bring a file' })).toBeEnabled()
})

it('leads back to the list of datasets only where there is one', async () => {
  await opened('editor')
  expect(screen.getByRole('link', { name: 'Data' })).toHaveAttribute('href', '/data')
  cleanup()
  await opened(null, {}, { hasList: false })
  expect(screen.queryByRole('link', { name: 'Data' })).not.toBeInTheDocument()
})

it('asks how long events are kept only for who may say so', async () => {
  const retention = '/api/datasets/d/retention'
  const asked = async (role: Role) => {
    const server = await opened(role)
    await screen.findByRole('heading', { name: 'People' })
    cleanup()
    return server.asked.some(({ path }) => path === retention)
  }
  expect(await asked('editor')).toBe(false)
  expect(await asked('owner')).toBe(true)
})

it('can be asked for again when the server did not answer', async () => {
  let isUp = false
  answeringServer(({ path }) => (isUp && path === '/api/datasets/d' ? { body: DATASET } : 'not-allowed'))
  renderWithCache(<DatasetPage datasetId="d" />)
  expect(await screen.findByText('This dataset cannot be shown')).toBeVisible()
  isUp = true
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('heading', { name: 'Visits' })).toBeVisible()
})
