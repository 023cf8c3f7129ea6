import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bindMatchingNames } from '#shared/model/commands/bind-matching-names.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import { EditorContext } from '#src/editor/editor-context.ts'
import { createEditor, type Editor } from '#src/editor/editor.ts'
import { BindingPanel } from '#src/features/metrics/BindingPanel.tsx'
import { createTestJourney, drawSmallJourney, type SmallJourney } from '#tests/support/test-journey.ts'

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
  channels: [{ value: 'app', events: 30 }],
  fields: [{ name: 'region', distinct: 2, values: [{ value: 'north', events: 50 }] }],
}

const COUNTS: Readonly<Record<string, number>> = { 'Visit the site': 40, Purchase: 20 }

/** The network is the one thing that is not real here; it counts by the event names of the rule. */
async function answer(path: string, init?: RequestInit): Promise<Response> {
  if (path === '/api/datasets') return Response.json({ datasets: [DATASET] })
  if (path === '/api/datasets/d1') return Response.json(DATASET)
  const { rule } = JSON.parse(String(init?.body)) as { rule: { events: string[] } }
  const cases = rule.events.reduce((sum, event) => sum + (COUNTS[event] ?? 0), 0)
  return Response.json({ answer: { cases, events: cases * 2 } })
}

let editor: Editor
let journey: SmallJourney

beforeEach(() => {
  vi.stubGlobal('fetch', answer)
  const person = createTestJourney().person('Ana')
  journey = drawSmallJourney(person)
  editor = createEditor(person.doc, { canEdit: true })
})
afterEach(() => {
  editor.close()
  vi.unstubAllGlobals()
})

function show(elementId: string) {
  const view = (
    <QueryClientProvider client={new QueryClient()}>
      <EditorContext value={editor}>
        <BindingPanel elementId={elementId} />
      </EditorContext>
    </QueryClientProvider>
  )
  return { user: userEvent.setup(), ...render(view) }
}

const bindingOf = (elementId: string) => editor.getSnapshot().bindings.get(elementId)

describe('BindingPanel', () => {
  it('binds a touchpoint to the events that are ticked, and says how many cases match', async () => {
    const { user } = show(journey.cards[1])
    await user.click(await screen.findByRole('checkbox', { name: 'Visit the site' }))
    expect(bindingOf(journey.cards[1])).toMatchObject({
      datasetId: 'd1',
      rule: { events: ['Visit the site'] },
      source: 'manual',
    })
    expect(await screen.findByText(/cases match/)).toHaveTextContent('40 cases match, with 80 events')
    await user.click(screen.getByRole('checkbox', { name: 'Purchase' }))
    await waitFor(() => expect(screen.getByText(/cases match/)).toHaveTextContent('60 cases match'))
  })

  it('is undone in one step, like any other change', async () => {
    const { user } = show(journey.cards[1])
    await user.click(await screen.findByRole('checkbox', { name: 'Purchase' }))
    act(() => void editor.undo())
    expect(bindingOf(journey.cards[1])).toBeUndefined()
    expect(screen.getByRole('checkbox', { name: 'Purchase' })).not.toBeChecked()
  })

  it('narrows by channel and by attribute', async () => {
    const { user } = show(journey.cards[1])
    await user.click(await screen.findByRole('checkbox', { name: 'Purchase' }))
    await user.click(screen.getByRole('checkbox', { name: 'app' }))
    await user.click(screen.getByRole('button', { name: 'Filter by an attribute' }))
    await user.click(await screen.findByRole('menuitem', { name: 'region' }))
    await user.click(await screen.findByRole('checkbox', { name: 'north' }))
    expect(bindingOf(journey.cards[1])?.rule).toEqual({
      events: ['Purchase'],
      channels: ['app'],
      where: [{ field: 'region', values: ['north'] }],
    })
    await user.click(screen.getByRole('button', { name: 'Remove the filter by region' }))
    expect(bindingOf(journey.cards[1])?.rule.where).toEqual([])
  })

  it('unbinds when the last choice is taken away: no rule at all would match everything', async () => {
    const { user } = show(journey.cards[1])
    await user.click(await screen.findByRole('checkbox', { name: 'Purchase' }))
    await user.click(screen.getByRole('button', { name: 'Remove Purchase' }))
    expect(bindingOf(journey.cards[1])).toBeUndefined()
    expect(screen.getByText('Choose at least one event, channel or attribute.')).toBeVisible()
  })

  it('says when it was bound by its name', async () => {
    editor.run(bindMatchingNames, { datasetId: 'd1' as DatasetId, eventNames: ['Visit the site'] })
    const { user } = show(journey.cards[1])
    expect(await screen.findByText(/Bound by Waymark, because an event bears this name/)).toBeVisible()
    await user.click(await screen.findByRole('checkbox', { name: 'Purchase' }))
    expect(screen.queryByText(/Bound by Waymark/)).toBeNull()
    expect(bindingOf(journey.cards[1])?.source).toBe('manual')
  })

  it('says what a stage inherits from its touchpoints', async () => {
    editor.run(bindMatchingNames, { datasetId: 'd1' as DatasetId, eventNames: ['Visit the site'] })
    show(journey.stages[0])
    expect(await screen.findByText(/inherited from what is in it: Visit the site/)).toBeVisible()
  })

  it('says that a stage inherits from a step of its own binding, not from the touchpoints in it', async () => {
    editor.run(bindMatchingNames, { datasetId: 'd1' as DatasetId, eventNames: ['Visit the site'] })
    const rule = { events: ['Purchase'], channels: [], where: [] }
    editor.run(setBinding, { elementId: journey.steps[1], datasetId: 'd1' as DatasetId, rule })
    show(journey.stages[0])
    expect(await screen.findByText(/inherited from what is in it: Compare\./)).toBeVisible()
  })

  it('removes a binding', async () => {
    editor.run(setBinding, {
      elementId: journey.stages[0],
      datasetId: 'd1' as DatasetId,
      rule: { events: ['Purchase'], channels: [], where: [] },
    })
    const { user } = show(journey.stages[0])
    await user.click(await screen.findByRole('button', { name: 'Remove binding' }))
    expect(bindingOf(journey.stages[0])).toBeUndefined()
  })

  it('keeps what is bound in sight when the data does not have it', async () => {
    editor.run(setBinding, {
      elementId: journey.cards[1],
      datasetId: 'd1' as DatasetId,
      rule: { events: ['Gone'], channels: [], where: [] },
    })
    show(journey.cards[1])
    const chosen = await screen.findByRole('list', { name: 'Chosen: Events' })
    expect(within(chosen).getByRole('button', { name: 'Remove Gone' })).toBeVisible()
  })

  it('only tells those who may not edit', async () => {
    editor.run(setBinding, {
      elementId: journey.cards[1],
      datasetId: 'd1' as DatasetId,
      rule: { events: ['Purchase'], channels: ['app'], where: [] },
    })
    editor = { ...editor, canEdit: false }
    show(journey.cards[1])
    expect(screen.getByText('Bound to Purchase, channel app.')).toBeVisible()
    expect(screen.queryByRole('checkbox')).toBeNull()
  })

  it('has nothing to say about what cannot be bound', () => {
    const { container } = show(journey.cards[2])
    expect(container).toBeEmptyDOMElement()
  })
})
