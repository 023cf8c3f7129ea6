import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { Editor } from '#src/editor/editor.ts'
import type { Lens } from '#src/editor/lens.ts'
import { againstOf } from '#src/features/metrics/segments/against-of.ts'
import { AgainstField } from '#src/features/metrics/segments/AgainstField.tsx'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

const segment = (id: string, name: string, datasetId = 'd1') => ({
  id,
  name,
  datasetId,
  workspaceId: 'w',
  updatedAt: 0,
})
const SEGMENTS = [
  segment('north', 'Northerners'),
  segment('phone', 'On the phone'),
  segment('loyal', 'Loyal'),
  segment('callers', 'Callers', 'd2'),
]

/** The network is the one thing that is not real here. */
let asked: string[]
beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path)
    return Promise.resolve(Response.json({ segments: SEGMENTS }))
  })
})
afterEach(() => vi.unstubAllGlobals())

function bindPersona(editor: Editor, name: string, segmentId: string): PersonaId {
  const added = editor.run(addPersona, { name })
  if (!added.ok) throw new Error(added.reason)
  const { personaId: id } = added.value
  editor.run(editFields, { root: 'personas', id, patch: { segmentId: segmentId as never } })
  return id
}

function show(canEdit: boolean, segmentId: string | null = 'north') {
  const { editor, small } = openSmallJourney({ canEdit: true })
  bindPersona(editor, 'Sarah', 'north')
  const tom = bindPersona(editor, 'Tom', 'phone')
  const shown = canEdit ? editor : { ...editor, canEdit }
  renderInJourney(
    shown,
    <QueryClientProvider client={new QueryClient()}>
      <AgainstField journeyId="j" segmentId={segmentId} />
    </QueryClientProvider>,
  )
  return { editor: shown, tom, user: userEvent.setup(), small }
}

const labels = () => screen.getAllByRole('option').map((option) => option.textContent)

it('offers everybody else, the period before, other personas, and segments of the same dataset', async () => {
  const { editor, tom, user } = show(true)
  const field = screen.getByRole('combobox', { name: 'Held against' })
  expect(field).toHaveTextContent('Everybody else')
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  await user.click(field)
  await screen.findByRole('option', { name: /Loyal/ })
  expect(labels()).toEqual([
    'Everybody else',
    'The period beforechoose a time range first',
    'Tompersona',
    'Loyalsegment',
  ])
  expect(screen.getByRole('option', { name: /The period before/ })).toHaveAttribute('aria-disabled', 'true')
  await user.click(screen.getByRole('option', { name: /Tom/ }))
  expect(editor.lens.getState().against).toEqual({ kind: 'persona', id: tom })
  expect(field).toHaveTextContent('Tom')
})

it('offers for everybody’s numbers nothing, the period before, all personas, and segments of what the journey shows', async () => {
  const { editor, user, small } = show(true, null)
  const field = screen.getByRole('combobox', { name: 'Held against' })
  expect(field).toHaveTextContent('Nothing')
  await user.click(field)
  await screen.findByRole('option', { name: /Callers/ })
  const usual = ['Nothing', 'The period beforechoose a time range first', 'Sarahpersona', 'Tompersona', 'Loyalsegment']
  expect(labels()).toEqual([...usual, 'Callerssegment'])
  const rule = { events: ['x'], channels: [], where: [] }
  act(() => void editor.run(setBinding, { elementId: small.steps[0], datasetId: 'd1' as DatasetId, rule }))
  expect(labels()).toEqual(usual)
  await user.click(screen.getByRole('option', { name: /Loyal/ }))
  expect(editor.lens.getState().against).toEqual({ kind: 'segment', id: 'loyal' })
  expect(againstOf(editor, null)).toEqual({ kind: 'segment', id: 'loyal' })
})

it('the period before takes the place of whom they were held against, and gives it back', async () => {
  const { editor, tom, user } = show(true)
  const against = { kind: 'persona', id: tom } as const
  editor.lens.setState({ against, range: { last: 30, isBesideBefore: false } })
  const field = screen.getByRole('combobox', { name: 'Held against' })
  await vi.waitFor(() => expect(field).toHaveTextContent('Tom'))
  await user.click(field)
  await user.click(await screen.findByRole('option', { name: 'The period before' }))
  expect(editor.lens.getState()).toMatchObject({ against: null, range: { last: 30, isBesideBefore: true } })
  await user.click(field)
  await user.click(await screen.findByRole('option', { name: /Loyal/ }))
  expect(editor.lens.getState()).toMatchObject({
    against: { kind: 'segment', id: 'loyal' },
    range: { last: 30, isBesideBefore: false },
  })
})

it('who may only look chooses among personas and segments that the journey uses, and asks for no others', async () => {
  const { editor, user } = show(false)
  await user.click(screen.getByRole('combobox', { name: 'Held against' }))
  expect(labels().slice(0, 3)).toEqual(['Everybody else', 'The period beforechoose a time range first', 'Tompersona'])
  await vi.waitFor(() => expect(asked).toEqual(['/api/journeys/j/segments']))
  // One that is used by a saved view means something to them.
  editor.lens.setState({ against: { kind: 'segment', id: 'loyal' } })
  expect(againstOf(editor, 'north')).toBeNull()
  const views = new Map([['v', { against: { kind: 'segment', id: 'loyal' } }]]) as never
  expect(againstOf({ ...editor, getSnapshot: () => ({ ...editor.getSnapshot(), views }) }, 'north')).toEqual({
    kind: 'segment',
    id: 'loyal',
  })
})

it('a choice that means nothing for this persona is no choice, and is kept', () => {
  const { editor, tom } = show(true)
  const of = (looked: Partial<Lens>) => {
    editor.lens.setState(looked)
    return againstOf(editor, 'north')
  }
  expect(of({ against: { kind: 'persona', id: tom } })).toEqual({ kind: 'persona', id: tom })
  expect(againstOf(editor, 'phone')).toBeNull()
  expect(of({ against: { kind: 'segment', id: 'north' } })).toBeNull()
  expect(of({ against: { kind: 'persona', id: 'nobody' } })).toBeNull()
  expect(of({ against: { kind: 'segment', id: 'loyal' } })).toEqual({ kind: 'segment', id: 'loyal' })
  expect(againstOf({ ...editor, canEdit: false }, 'north')).toBeNull()
  expect(of({ range: { last: 7, isBesideBefore: true } })).toBeNull()
  expect(editor.lens.getState().against).toEqual({ kind: 'segment', id: 'loyal' })
})
