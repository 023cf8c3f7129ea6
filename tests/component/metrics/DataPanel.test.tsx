import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EditorContext } from '#src/editor/editor-context.ts'
import { createEditor, type Editor } from '#src/editor/editor.ts'
import { DataPanel } from '#src/features/metrics/DataPanel.tsx'
import { Toaster } from '#src/ui/Toaster.tsx'
import { createTestJourney, drawSmallJourney, type SmallJourney } from '#tests/support/test-journey.ts'

const NOW = Date.UTC(2026, 0, 15, 12)
const DATASET = {
  id: 'd1',
  name: 'Web events',
  state: 'ready',
  createdAt: 0,
  updatedAt: NOW - 2_000,
  events: 353_200,
  cases: 40,
  firstEventAt: 0,
  lastEventAt: 0,
  timeZone: 'UTC',
  eventNames: [
    { event: 'VISIT the site', events: 60, cases: 40 },
    { event: 'Purchase', events: 40, cases: 20 },
  ],
  channels: [],
  fields: [],
}

/** The network is the one thing that is not real here. */
async function answer(path: string): Promise<Response> {
  if (path === '/api/session') return Response.json({ id: 'o', kind: 'person', name: 'Ana', color: 0, workspaces: [] })
  return Response.json(path === '/api/datasets' ? { datasets: [DATASET] } : DATASET)
}

let editor: Editor
let journey: SmallJourney

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(NOW)
  vi.stubGlobal('fetch', answer)
  const person = createTestJourney().person('Ana')
  journey = drawSmallJourney(person)
  editor = createEditor(person.doc, { canEdit: true })
})
afterEach(() => {
  editor.close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function show(startWith?: string) {
  const onBringData = vi.fn<() => void>()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <EditorContext value={editor}>
        <DataPanel startWith={startWith} onBringData={onBringData} />
        <Toaster />
      </EditorContext>
    </QueryClientProvider>,
  )
  return { onBringData, user: userEvent.setup() }
}

const boundIds = () => [...editor.getSnapshot().bindings.keys()]

describe('DataPanel', () => {
  it('binds what is called like an event, says what it bound, and can take it back', async () => {
    const { user } = show('d1')
    await user.click(await screen.findByRole('button', { name: 'Bind matching names' }))
    expect(boundIds()).toEqual([journey.cards[1]])
    expect(await screen.findByText('Bound 1 element by name')).toBeVisible()
    expect(screen.getByText('Visit the site')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    expect(boundIds()).toEqual([])
  })

  it('says when nothing matches', async () => {
    const { user } = show('d1')
    await user.click(await screen.findByRole('button', { name: 'Bind matching names' }))
    await user.click(screen.getByRole('button', { name: 'Bind matching names' }))
    expect(await screen.findByText(/Nothing was bound/)).toBeVisible()
  })

  it('shows how fresh the dataset is and which of its events are not on the journey', async () => {
    const { user } = show('d1')
    const dataset = await screen.findByRole('article', { name: 'Web events' })
    expect(dataset).toHaveTextContent('353,200 events · 40 cases · updated 2 s ago')
    expect(dataset).toHaveTextContent('2 events are not on this journey')
    await user.click(within(dataset).getByRole('button', { name: 'Bind matching names' }))
    expect(dataset).toHaveTextContent('1 event is not on this journey')
  })

  it('lists touchpoints without data; pressing one selects it', async () => {
    const { user } = show('d1')
    await screen.findByRole('article', { name: 'Web events' })
    await user.click(screen.getByRole('button', { name: 'See an advert' }))
    expect([...editor.selection.getState().ids]).toEqual([journey.cards[0]])
  })

  it('offers the datasets that are there, and to bring another in', async () => {
    const { onBringData, user } = show()
    expect(await screen.findByRole('combobox', { name: 'Use a dataset' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Bring data in' }))
    expect(onBringData).toHaveBeenCalledOnce()
  })
})
