import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { createLookout, type Lookout } from '#server/journeys/apart/look-apart.ts'
import type { LoadedJourney } from '#server/storage/ports.ts'
import { documentFromJson } from '#shared/model/json-form.ts'
import { gridJson } from '#tests/support/canvas-journey.ts'

/** A journey with one card, as a log would have it. */
function journeyOf(title: string, card: string): LoadedJourney {
  const json = gridJson({ stages: [1], lanes: ['action'], cards: () => [{ title: card }] })
  const data = Y.encodeStateAsUpdate(documentFromJson({ ...json, title }))
  return { snapshot: null, updates: [{ seq: 1, data }], seq: 1 }
}

function lookoutOver(journeys: Readonly<Record<string, LoadedJourney>>): Lookout {
  const lookout = createLookout({
    load: async (id) => {
      const journey = journeys[id]
      if (journey === undefined) throw new Error('the log is away')
      return journey
    },
  })
  onTestFinished(() => lookout.close())
  return lookout
}

test('what a journey says and how it looks come from the bytes of the log', async () => {
  const lookout = lookoutOver({ a: journeyOf('Car repair', 'Calls the garage') })
  const { titleWords, words, texts, pictures } = await lookout.look('a', { kind: 'words' })
  expect(titleWords).toEqual(['car', 'repair'])
  expect(words).toEqual(expect.arrayContaining(['calls', 'garage', 'stage']))
  expect(JSON.parse(texts)).toContainEqual({ id: 'card0', kind: 'action', text: 'Calls the garage' })
  expect(pictures?.light).toContain('Calls the garage')
  expect(pictures?.dark).not.toBe(pictures?.light)
  const dark = await lookout.look('a', { kind: 'picture', theme: 'dark', part: null })
  expect(dark).toBe(pictures?.dark)
})

test('a picture of a part does not hold the rest', async () => {
  const lookout = lookoutOver({ a: journeyOf('Car repair', 'Calls the garage') })
  const part = { laneIds: [], numberIds: null }
  expect(await lookout.look('a', { kind: 'picture', theme: 'light', part })).not.toContain('Calls the garage')
})

test('several are looked at one after another, and one that cannot be does not keep the others from it', async () => {
  const broken: LoadedJourney = { snapshot: null, updates: [{ seq: 1, data: Uint8Array.of(1) }], seq: 1 }
  const lookout = lookoutOver({ a: journeyOf('One', 'x'), b: journeyOf('Two', 'y'), broken })
  const all = await Promise.allSettled(
    ['a', 'away', 'b', 'broken', 'a'].map((id) => lookout.look(id, { kind: 'words' })),
  )
  expect(all.map((one) => (one.status === 'fulfilled' ? one.value.titleWords : one.reason.message))).toEqual([
    ['one'],
    'the log is away',
    ['two'],
    // A change that cannot be applied is left out, as when the journey is opened.
    [],
    ['one'],
  ])
})

test('closing rejects what is under way, and what comes later', async () => {
  const lookout = lookoutOver({ a: journeyOf('One', 'x') })
  await lookout.look('a', { kind: 'words' })
  const late = lookout.look('a', { kind: 'words' })
  const said = expect(late).rejects.toThrow('The server is closing.')
  await lookout.close()
  await said
  await expect(lookout.look('a', { kind: 'words' })).rejects.toThrow('The server is closing.')
})
