import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SegmentRule } from '#shared/metrics/segment.ts'
import { SegmentEditor } from '#src/features/metrics/segments/SegmentEditor.tsx'

const DATASET = {
  id: 'd1',
  name: 'Web events',
  state: 'ready',
  createdAt: 0,
  updatedAt: 0,
  events: 100,
  cases: 40,
  firstEventAt: 0,
  lastEventAt: 0,
  timeZone: 'UTC',
  eventNames: [
    { event: 'Visit the site', events: 60, cases: 40 },
    { event: 'Purchase', events: 40, cases: 20 },
  ],
  channels: [],
  fields: [{ name: 'region', distinct: 2, values: [{ value: 'north', events: 50 }] }],
}

interface Kept {
  readonly name: string
  readonly rule: SegmentRule
}

let kept: Kept[]

/** The network is the one thing that is not real here. */
async function answer(path: string, init?: RequestInit): Promise<Response> {
  const body = init?.body === undefined ? undefined : (JSON.parse(String(init.body)) as unknown)
  if (path.startsWith('/api/datasets?') || path === '/api/datasets') return Response.json({ datasets: [DATASET] })
  if (path === '/api/datasets/d1') return Response.json(DATASET)
  if (path.endsWith('/metrics')) return Response.json({ answer: { cases: 1_234, of: 10_000, missingFields: [] } })
  kept.push(body as Kept)
  return Response.json({ ...(body as Kept), id: 's1' })
}

beforeEach(() => {
  kept = []
  vi.stubGlobal('fetch', answer)
})
afterEach(() => vi.unstubAllGlobals())

function show() {
  const onClose = vi.fn()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SegmentEditor segment={null} datasetId="d1" onClose={onClose} />
    </QueryClientProvider>,
  )
  return { onClose, user: userEvent.setup() }
}

type User = ReturnType<typeof userEvent.setup>

async function add(user: User, button: string, kind: string): Promise<void> {
  await user.click(await screen.findByRole('button', { name: button }))
  await user.click(await screen.findByRole('menuitem', { name: kind }))
}

describe('the editor of a segment', () => {
  it('counts what is chosen, and keeps it when it has a name', async () => {
    const { user, onClose } = show()
    expect(await screen.findByText('Who is meant?')).toBeVisible()
    await add(user, 'Add a condition', 'Attribute')
    expect(screen.getByText('Choose at least one value of region.')).toBeVisible()
    await user.click(screen.getByRole('checkbox', { name: /north/ }))
    expect(await screen.findByText('1,234')).toBeVisible()
    expect(screen.getByRole('status')).toHaveTextContent('1,234 of 10,000 cases · 12.3 %')
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled()
    await user.type(screen.getByLabelText('Name'), 'Northerners')
    await user.click(screen.getByRole('radio', { name: 'Not' }))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(onClose).toHaveBeenCalled())
    const condition = { kind: 'attribute', field: 'region', values: ['north'], which: 'first', not: true }
    expect(kept).toEqual([
      {
        datasetId: 'd1',
        name: 'Northerners',
        rule: { match: 'all', groups: [{ match: 'all', conditions: [condition] }] },
      },
    ])
  })

  it('says one thing after another, within a time and without something between', async () => {
    const { user } = show()
    await add(user, 'Add a condition', 'Did one after another')
    for (const [label, event] of [
      ['First', 'Visit the site'],
      ['Then', 'Purchase'],
    ] as const) {
      await user.click(screen.getByRole('button', { name: `${label} Any event` }))
      await user.click(screen.getByRole('checkbox', { name: event }))
      await user.click(screen.getByRole('button', { name: `${label} “${event}”` }))
    }
    await user.type(screen.getByLabelText('Within'), '7')
    await user.click(screen.getByRole('button', { name: 'Without something in between' }))
    await user.type(screen.getByLabelText('Name'), 'Buyers')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(kept).toHaveLength(1))
    expect(kept[0]?.rule.groups[0]?.conditions[0]).toMatchObject({
      kind: 'sequence',
      steps: [{ events: ['Visit the site'] }, { events: ['Purchase'] }],
      withinHours: 168,
      without: { events: [] },
    })
  })

  it('takes conditions and groups out again, down to nothing', async () => {
    const { user } = show()
    await add(user, 'Add a condition', 'Did something')
    await add(user, 'Add a group', 'Took a path')
    expect(screen.getByRole('group', { name: 'Group 2' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Remove the condition: did anything' }))
    expect(screen.queryByRole('group', { name: 'Group 2' })).toBeNull()
    await user.click(screen.getByRole('button', { name: /^Remove the condition: did anything, directly/ }))
    expect(screen.getByText('Who is meant?')).toBeVisible()
  })
})
