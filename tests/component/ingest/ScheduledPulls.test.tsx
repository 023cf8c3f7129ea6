import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import type { PullItem, PullRun } from '#shared/contract/rest/pulls.ts'
import { HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'
import { emptyDraft, pullOfDraft } from '#src/features/ingest/pulls/pull-draft.ts'
import { nextWords } from '#src/features/ingest/pulls/pull-words.ts'
import { ScheduledPulls } from '#src/features/ingest/pulls/ScheduledPulls.tsx'

const run = (more: Partial<PullRun>): PullRun => ({
  id: 'r1',
  startedAt: Date.now() - 2 * HOUR_MS,
  endedAt: Date.now(),
  result: 'imported',
  reason: null,
  bytes: 4_200_000,
  events: 1_200,
  ...more,
})

const PULL: PullItem = {
  id: 'p1',
  origin: { kind: 'url', url: 'https://files.example.org/day.csv?sig=abc', headerName: 'Authorization' },
  hasSecret: true,
  cron: '0 6 * * *',
  timezone: 'UTC',
  mode: 'replace',
  isPaused: false,
  nextAt: Date.now() + 5 * HOUR_MS + MINUTE_MS,
  failures: 0,
  runs: [run({})],
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** The network is the one thing that is not real here. */
function show(pulls: readonly PullItem[], status = 200) {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    asked.push({ method: init.method ?? 'GET', path, body })
    if (status !== 200) return Response.json({ error: { code: 'not-allowed', message: 'No.' } }, { status })
    return Response.json(init.method === undefined || init.method === 'GET' ? { pulls } : PULL)
  })
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <ScheduledPulls datasetId="d1" />
    </QueryClientProvider>,
  )
  return asked
}

afterEach(() => vi.unstubAllGlobals())

it('says of each pull from where, when next, and how it went; what is secret in an address is not in its name', async () => {
  show([
    PULL,
    {
      ...PULL,
      id: 'p2',
      failures: 2,
      runs: [run({ id: 'r2', result: 'failed', reason: 'The server answered with 500 instead of a file.' }), run({})],
    },
  ])
  const [first, second] = await screen.findAllByRole('listitem')
  expect(first).toHaveTextContent('files.example.org/day.csv')
  expect(first).not.toHaveTextContent('sig=abc')
  expect(first).toHaveTextContent(/Every day at 06:00\. Next in 5 hours, on .+ \(UTC\)\. What comes takes the place/)
  expect(first).toHaveTextContent('Fetched and read · 1,200 events · 4.2 MB · 2 hours ago')
  expect(second).toHaveTextContent(/Tried again in 5 hours/)
  expect(second).toHaveTextContent('The server answered with 500 instead of a file.')
})

it('fetches now, pauses, and ends only after asking', async () => {
  const asked = show([PULL])
  await userEvent.click(await screen.findByRole('button', { name: 'Fetch files.example.org/day.csv now' }))
  await userEvent.click(screen.getByRole('button', { name: 'Pause files.example.org/day.csv' }))
  await userEvent.click(screen.getByRole('button', { name: 'End files.example.org/day.csv' }))
  expect(asked.filter(({ method }) => method !== 'GET')).toEqual([
    { method: 'POST', path: '/api/datasets/d1/pulls/p1/run', body: undefined },
    { method: 'PATCH', path: '/api/datasets/d1/pulls/p1', body: { isPaused: true } },
  ])
  await userEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'End it' }))
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(true)
})

it('plans a pull from what is typed, and says what is missing', async () => {
  const asked = show([])
  await userEvent.click(await screen.findByRole('button', { name: 'Plan a pull' }))
  await userEvent.click(screen.getByRole('button', { name: 'Plan and fetch now' }))
  expect(screen.getByRole('alert')).toHaveTextContent('An address that begins with https://.')
  await userEvent.type(screen.getByLabelText('Address'), 'https://files.example.org/a.csv')
  await userEvent.type(screen.getByLabelText('Its value'), 's3cret')
  await userEvent.click(screen.getByRole('button', { name: 'Plan and fetch now' }))
  expect(screen.getByRole('alert')).toHaveTextContent('A header needs its name and its value.')
  await userEvent.type(screen.getByLabelText(/^Header/), 'X-Key')
  await userEvent.click(screen.getByRole('button', { name: 'Plan and fetch now' }))
  expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
    origin: { kind: 'url', url: 'https://files.example.org/a.csv', headerName: 'X-Key' },
    secret: 's3cret',
    cron: '0 6 * * *',
    mode: 'replace',
  })
})

it('shows nothing of it to whoever may not plan', async () => {
  show([], 403)
  expect(await screen.findByRole('heading', { name: 'Scheduled pull' })).toBeVisible()
  await vi.waitFor(() => expect(screen.queryByRole('heading')).toBeNull())
})

it('reads a query from the form', () => {
  const draft = {
    ...emptyDraft('UTC'),
    kind: 'postgres',
    host: ' db ',
    database: 'd',
    user: 'u',
    query: 'select 1',
  } as const
  expect(pullOfDraft(draft)).toMatchObject({
    origin: { kind: 'postgres', host: 'db', port: 5_432, tls: 'verify', watermark: null },
  })
  expect(pullOfDraft({ ...draft, port: '0' })).toBe('A port between 1 and 65535.')
  expect(pullOfDraft({ ...draft, query: ' ' })).toBe('A query.')
  expect(pullOfDraft({ ...draft, plan: 'own', cron: ' ' })).toBe('A plan of five parts.')
})

it('says when it comes next in the zone of the plan', () => {
  const now = Date.UTC(2026, 2, 28, 12)
  expect(nextWords(now + 17 * HOUR_MS, 'Europe/Berlin', now)).toBe('in 17 hours, on Sun 29 Mar, 07:00 (Europe/Berlin)')
  expect(nextWords(now + 72 * HOUR_MS, 'UTC', now)).toBe('in 3 days, on Tue 31 Mar, 12:00 (UTC)')
  expect(nextWords(now + 5, 'UTC', now)).toBe('within a minute')
})
