import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import type { SourceItem, SourceMade } from '#shared/contract/rest/sources.ts'
import { LiveFeed } from '#src/features/ingest/live/LiveFeed.tsx'

const SOURCE: SourceItem = {
  id: 's1',
  name: 'Website',
  isSigned: true,
  createdAt: 0,
  lastAt: Date.now(),
  accepted: 1_204,
  duplicates: 3,
  rejected: 2,
  rejects: [{ reason: 'userId, anonymousId: neither is there', events: 2, lastAt: Date.now() }],
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** The network is the one thing that is not real here. */
function show(sources: readonly SourceItem[]) {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    asked.push({ method: init.method ?? 'GET', path, body })
    if (init.method === 'POST')
      return Response.json({ ...SOURCE, isSigned: false, path: '/api/hooks/k1' } satisfies SourceMade)
    return init.method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json({ sources })
  })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LiveFeed datasetId="d1" />
    </QueryClientProvider>,
  )
  return asked
}

afterEach(() => vi.unstubAllGlobals())

it('says of each sender what came, what came twice and why some was refused', async () => {
  show([SOURCE])
  const row = (await screen.findAllByRole('listitem'))[0]
  expect(row).toHaveTextContent('Website')
  expect(row).toHaveTextContent('1,204 events, last heard of just now · 3 sent again and counted once · 2 refused')
  await userEvent.click(screen.getByText('Why some were refused'))
  expect(row).toHaveTextContent('userId, anonymousId: neither is there')
})

it('gives a new sender an address, shown once, with what to do with it', async () => {
  const asked = show([])
  await userEvent.click(await screen.findByRole('button', { name: 'Add a sender' }))
  await userEvent.type(screen.getByLabelText('Name'), ' Shop ')
  await userEvent.type(screen.getByLabelText(/Shared secret/), 'short')
  expect(screen.getByRole('button', { name: 'Make its address' })).toBeDisabled()
  await userEvent.clear(screen.getByLabelText(/Shared secret/))
  await userEvent.click(screen.getByRole('button', { name: 'Make its address' }))
  expect(await screen.findByText(`${location.origin}/api/hooks/k1`)).toBeVisible()
  expect(asked).toContainEqual({
    method: 'POST',
    path: '/api/datasets/d1/sources',
    body: { name: 'Shop', secret: null },
  })
  await userEvent.click(screen.getByRole('button', { name: 'Done' }))
  expect(screen.queryByText(/api\/hooks/)).toBeNull()
})

it('takes a sender out only after asking', async () => {
  const asked = show([SOURCE])
  await userEvent.click(await screen.findByRole('button', { name: 'Take out Website' }))
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(false)
  await userEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Take out' }))
  expect(asked).toContainEqual({ method: 'DELETE', path: '/api/datasets/d1/sources/s1', body: undefined })
})
