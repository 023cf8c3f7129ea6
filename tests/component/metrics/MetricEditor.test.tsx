import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { NamedMetricDraft } from '#shared/contract/rest/named-metrics.ts'
import type { Reading } from '#shared/metrics/reading.ts'
import { MetricList } from '#src/features/metrics/library/MetricList.tsx'

const DATASET = {
  id: 'd1',
  name: 'Shop',
  state: 'ready',
  createdAt: 0,
  updatedAt: 0,
  events: 100,
  cases: 40,
  firstEventAt: 0,
  lastEventAt: 0,
  timeZone: 'UTC',
  eventNames: [
    { event: 'survey', events: 60, cases: 40 },
    { event: 'call', events: 40, cases: 20 },
  ],
  channels: [],
  fields: [{ name: 'score', distinct: 2, values: [{ value: '9', events: 50 }] }],
}

const READING: Reading = {
  value: -24.69,
  unit: 'points',
  n: 2_353,
  nOf: 'answers',
  interval: [-28.24, -21.14],
  definition: 'Share of promoters less detractors.',
  filter: 'event is “survey”',
}

let tried: NamedMetricDraft[]
let kept: NamedMetricDraft[]

/** The network is the one thing that is not real here. */
async function answer(path: string, init?: RequestInit): Promise<Response> {
  const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as NamedMetricDraft) : undefined
  if (path.startsWith('/api/datasets/d1')) return Response.json(DATASET)
  if (path.startsWith('/api/datasets')) return Response.json({ datasets: [DATASET] })
  if (path.endsWith('/reading')) {
    if (body) tried.push(body)
    return Response.json({ reading: READING, datasets: [] })
  }
  const item = (draft: NamedMetricDraft) => ({
    ...draft,
    id: `m${kept.indexOf(draft)}`,
    workspaceId: 'w',
    updatedAt: 0,
  })
  if (body === undefined) return Response.json({ metrics: kept.map(item) })
  kept.push(body)
  return Response.json(item(body), { status: 201 })
}

beforeEach(() => {
  tried = []
  kept = []
  vi.stubGlobal('fetch', answer)
})
afterEach(() => vi.unstubAllGlobals())

function show() {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MetricList />
    </QueryClientProvider>,
  )
  return userEvent.setup()
}

it('makes an NPS from a template that asks for the events and the field only, with its number meanwhile', async () => {
  const user = show()
  expect(await screen.findByText('No metrics yet')).toBeTruthy()
  await user.click(await screen.findByRole('button', { name: 'New metric' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Net Promoter Score' }))
  await screen.findByRole('dialog', { name: 'New metric' })
  await user.click(await screen.findByRole('button', { name: /^Answers are/ }))
  await user.click(await screen.findByRole('checkbox', { name: 'survey' }))
  await waitFor(() =>
    expect(tried.at(-1)?.definition).toEqual({
      kind: 'question',
      question: {
        kind: 'score',
        rule: { events: ['survey'], channels: [], where: [] },
        scale: { kind: 'nps' },
        answers: 'all',
      },
      show: 'score',
    }),
  )
  expect(await screen.findByText('−24.7')).toBeTruthy()
  expect(screen.getByText(/n = 2,353 answers, 95 % interval −28.2 to −21.1/)).toBeTruthy()
  expect(screen.getByText('Share of promoters less detractors.')).toBeTruthy()

  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(kept).toHaveLength(1))
  expect(kept[0]).toMatchObject({ name: 'NPS', datasetId: 'd1', direction: 'up' })
  expect(await screen.findByRole('button', { name: 'NPS' })).toBeTruthy()
})

it('asks for what is missing, and does not save before it is there', async () => {
  const user = show()
  await user.click(await screen.findByRole('button', { name: 'New metric' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Containment' }))
  expect(await screen.findByText('Choose the events at both ends.')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true)
  expect(tried).toEqual([])
})
