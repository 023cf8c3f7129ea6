import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SegmentList } from '#src/features/metrics/segments/SegmentList.tsx'

const RULE = {
  match: 'all',
  groups: [{ match: 'all', conditions: [{ kind: 'attribute', field: 'region', values: ['north'], which: 'first' }] }],
}
const SEGMENT = { id: 's1', datasetId: 'd1', workspaceId: 'w', name: 'Northerners', rule: RULE, updatedAt: 0 }
const DATASET = { id: 'd1', name: 'Web events', state: 'ready', events: 100, cases: 40 }

let segments: readonly (typeof SEGMENT)[]
let isBroken: boolean

/** The network is the one thing that is not real here. */
async function answer(path: string, init?: RequestInit): Promise<Response> {
  if (init?.method === 'DELETE') {
    if (isBroken) return Response.json({ error: { code: 'internal', message: 'It broke.' } }, { status: 500 })
    segments = []
    return new Response(null, { status: 204 })
  }
  if (path.startsWith('/api/segments')) return Response.json({ segments })
  if (path.endsWith('/metrics')) return Response.json({ answer: { cases: 1_234, of: 10_000, missingFields: [] } })
  if (path === '/api/datasets/d1')
    return Response.json({ ...DATASET, eventNames: [], channels: [], fields: [], personal: { columns: [] } })
  return Response.json({ datasets: [DATASET] })
}

beforeEach(() => {
  segments = [SEGMENT]
  isBroken = false
  vi.stubGlobal('fetch', answer)
})
afterEach(() => vi.unstubAllGlobals())

function show() {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <SegmentList />
    </QueryClientProvider>,
  )
  return userEvent.setup()
}

describe('the segments of a workspace', () => {
  it('say whom they mean, of which dataset, and how many these are', async () => {
    show()
    const row = await screen.findByRole('listitem')
    await waitFor(() => expect(row).toHaveTextContent(/north/))
    await waitFor(() => expect(row).toHaveTextContent(/Web events/))
    await waitFor(() => expect(row).toHaveTextContent(/1,234 of 10,000 cases/))
  })

  it('are deleted only when that was asked, and the list teaches when it is empty', async () => {
    const user = show()
    await user.click(await screen.findByRole('button', { name: 'Northerners' }))
    await user.click(await screen.findByRole('button', { name: 'Delete segment' }))
    const question = await screen.findByRole('alertdialog', { name: 'Delete the segment “Northerners”?' })
    expect(question).toHaveTextContent('no numbers of their own')
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(segments).toHaveLength(1)

    await user.click(screen.getByRole('button', { name: 'Delete segment' }))
    const confirm = await screen.findByRole('alertdialog')
    await user.click(screen.getAllByRole('button', { name: 'Delete segment' }).find((one) => confirm.contains(one))!)
    expect(await screen.findByText('No segments yet')).toBeVisible()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('stay where deleting fails, and say why', async () => {
    isBroken = true
    const user = show()
    await user.click(await screen.findByRole('button', { name: 'Northerners' }))
    await user.click(await screen.findByRole('button', { name: 'Delete segment' }))
    const confirm = await screen.findByRole('alertdialog')
    await user.click(screen.getAllByRole('button', { name: 'Delete segment' }).find((one) => confirm.contains(one))!)
    await waitFor(() => expect(screen.getByRole('alertdialog')).toHaveTextContent(/wrong|broke|failed/i))
    expect(segments).toHaveLength(1)
  })
})
