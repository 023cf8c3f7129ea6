import { expect, it } from 'vitest'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { segmentsInUse } from '#shared/model/selectors/segments-in-use.ts'
import { againstAmong, againstChoices } from '#src/view/asked/against-choices.ts'
import { askedWords } from '#src/view/asked/asked-words.ts'

const persona = (id: string, segmentId?: string) => [id, { id, order: id, name: id, segmentId }] as const
const SNAPSHOT = {
  personas: new Map([persona('sarah', 'north'), persona('tom', 'phone'), persona('plain')]),
  views: new Map([
    ['v', { against: { kind: 'segment', id: 'desk' } }],
    ['w', { against: { kind: 'persona', id: 'tom' } }],
    ['x', { against: null }],
  ]),
} as unknown as JourneySnapshot
const segment = (id: string, datasetId = 'd1') => ({ id, datasetId, name: id })
const SEGMENTS = [segment('callers', 'd2'), segment('desk'), segment('north'), segment('phone')]

const choicesOf = (ownSegmentId: string | null, datasetIds: readonly string[] = ['d1']) =>
  againstChoices({ snapshot: SNAPSHOT, segments: SEGMENTS, ownSegmentId, datasetIds })
const valuesOf = (...args: Parameters<typeof choicesOf>) => choicesOf(...args).map(({ value }) => value)

it('a journey uses the segments of its personas and of its saved views', () => {
  expect([...segmentsInUse(SNAPSHOT)].sort()).toEqual(['desk', 'north', 'phone'])
})

it('offers personas, then segments that none of them stands for, of the same data and others than the own', () => {
  expect(valuesOf(null)).toEqual(['persona:sarah', 'persona:tom', 'segment:desk'])
  expect(valuesOf('north')).toEqual(['persona:tom', 'segment:desk'])
  expect(valuesOf(null, ['d2'])).toEqual(['segment:callers'])
  // A persona whose segment is gone says nothing of which data it is.
  expect(valuesOf('gone')).toEqual([])
})

it('takes of what was chosen what means something, a segment as the persona that stands for it', () => {
  const among = (kind: 'persona' | 'segment', id: string, own: string | null = null) =>
    againstAmong(choicesOf(own), { kind, id }, SNAPSHOT)?.value ?? null
  expect(among('persona', 'tom')).toBe('persona:tom')
  expect(among('segment', 'phone')).toBe('persona:tom')
  expect(among('segment', 'desk')).toBe('segment:desk')
  expect(among('persona', 'sarah', 'north')).toBeNull()
  expect(among('persona', 'plain')).toBeNull()
  expect(among('segment', 'secret')).toBeNull()
  expect(againstAmong(choicesOf(null), null, SNAPSHOT)).toBeNull()
})

it('says whom the numbers are held against, and who is on which side', () => {
  const datasets = [{ timeZone: 'UTC' }] as never
  const chosen = { kind: 'persona', id: 'tom' } as const
  const held = { chosen, segmentId: 'phone', name: 'Tom', words: '', datasetId: 'd1', cases: 150, of: 300, both: 50 }
  const own = { personaId: 'sarah', segmentId: 'north', name: 'N', words: '', datasetId: 'd1', cases: 100, of: 300 }
  expect(askedWords({ held, datasets }, null)).toBe(
    'Numbers of all. Held against “Tom”, 150 of these 300 cases (50.0 %). The numbers stay everybody’s; a mark says that the other 150 differ from those 150, so that no case is on both sides.',
  )
  expect(askedWords({ held, segment: own, datasets }, 'Sarah')).toBe(
    'Numbers of Sarah: 100 of 300 cases. Held against “Tom”: 150 cases, 50 of them in both. Those count here and are left out there, so that no case stands on both sides.',
  )
  expect(askedWords({ held: { ...held, datasetId: 'd2' }, segment: own, datasets }, 'Sarah')).toMatch(
    /“Tom” is of another dataset, so nothing is held against it\.$/,
  )
})
