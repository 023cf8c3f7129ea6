import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { askedQuery } from '#src/app/journey/asked-query.ts'
import { readyPersonas } from '#src/app/journey/ready-personas.ts'
import type { Editor } from '#src/editor/editor.ts'
import { tellUsable } from '#src/ui/usable.ts'
import { openSmallJourney } from '#tests/support/editor-render.tsx'

/** The network is the one thing that is not real here. */
let asked: string[]
beforeEach(() => {
  asked = []
  tellUsable()
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path)
    return Promise.resolve(Response.json({ elements: [], links: [], datasets: [] }))
  })
})
afterEach(() => vi.unstubAllGlobals())

function addOne(editor: Editor, name: string, segmentId?: string) {
  const added = editor.run(addPersona, { name })
  if (!added.ok) throw new Error(added.reason)
  const { personaId: id } = added.value
  if (segmentId !== undefined)
    editor.run(editFields, { root: 'personas', id, patch: { segmentId: segmentId as never } })
  return { personaId: id, segmentId: segmentId ?? '', name }
}

const numbersOver = (...events: readonly number[]) =>
  createStore<JourneyReadings | null>(
    () => ({ elements: [], links: [], datasets: events.map((count) => ({ events: count })) }) as never,
  )

it('asks for the numbers of each persona with a segment, by the very question that a look at it asks', async () => {
  const { editor } = openSmallJourney({ canEdit: true })
  const sarah = addOne(editor, 'Sarah', 'north')
  addOne(editor, 'Nobody')
  const tom = addOne(editor, 'Tom', 'phone')
  const everybody = numbersOver(1_000_000, 900_000)
  const client = new QueryClient()
  await readyPersonas(client, 'j1', editor, everybody, new AbortController().signal)
  expect(asked).toHaveLength(2)
  expect(asked[0]).toContain(sarah.personaId)
  for (const persona of [sarah, tom]) {
    const { queryKey } = askedQuery('j1', { persona, range: null, against: null }, everybody)
    expect(client.getQueryData(queryKey)).toMatchObject({ beside: everybody.getState() })
  }
})

it('asks for nothing that would keep the engine busy, nor after one has left', async () => {
  const { editor } = openSmallJourney({ canEdit: true })
  addOne(editor, 'Sarah', 'north')
  const client = new QueryClient()
  await readyPersonas(client, 'j1', editor, numbersOver(1_000_000, 1_500_000), new AbortController().signal)
  await readyPersonas(client, 'j1', editor, numbersOver(), new AbortController().signal)
  await readyPersonas(client, 'j1', editor, numbersOver(5), AbortSignal.abort())
  expect(asked).toEqual([])
})
