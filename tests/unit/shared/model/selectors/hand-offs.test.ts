import { expect, test } from 'vitest'
import { documentFromJson, type JourneyJson } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import type { ChannelKey } from '#shared/model/records/channel.ts'
import type { LinkId } from '#shared/model/records/link.ts'
import { handOffs, handOffWords } from '#shared/model/selectors/hand-offs.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { gridJson, withCard } from '#tests/support/canvas-journey.ts'

type Touchpoint = Partial<JourneyJson['cards'][number]>

const on = (...channels: ChannelKey[]): Touchpoint => ({ channels })
const by = (persona: number, ...channels: ChannelKey[]): Touchpoint => ({
  channels,
  personaIds: [`persona${persona}` as never],
})

/** The touchpoints of each step in turn, and links by the numbers of all of them. */
function journey(
  steps: readonly (readonly Touchpoint[])[],
  links: readonly (readonly [number, number])[] = [],
  personas = 0,
): JourneySnapshot {
  const json = gridJson({
    stages: [1, steps.length - 1],
    lanes: ['touchpoint'],
    personas,
    cards: (step) => steps[step] ?? [],
  })
  const { cards } = json
  return snapshotOf(
    documentFromJson({
      ...json,
      links: links.flatMap(([a, b], index) => {
        const [from, to] = [cards[a], cards[b]]
        return from && to ? [{ id: `l${index}` as LinkId, fromCardId: from.id, toCardId: to.id, label: '' }] : []
      }),
    }),
  )
}

const found = (snapshot: JourneySnapshot): string[] =>
  handOffs(snapshot).map((one) => `${one.from.id} ${one.to.id} ${one.kind}${one.linkId ? ` ${one.linkId}` : ''}`)

test('from step to step, where no channel is shared', () => {
  const snapshot = journey([[on('web')], [on('web', 'email')], [on('phone')], [on('app')], []])
  expect(found(snapshot)).toEqual(['card1 card2 leak', 'card2 card3 return'])
  expect(handOffs(snapshot).map(handOffWords)).toEqual([
    'E-mail → Phone, from self-service to staff',
    'Phone → Mobile app, back to self-service',
  ])
})

test('a step without a touchpoint ends what follows one another', () => {
  expect(found(journey([[on('web')], [], [on('phone')]]))).toEqual([])
  expect(found(journey([[on('web')], [{ channels: [] }], [on('phone')]]))).toEqual([])
})

test('along links, which then say how it goes on; a loop is none', () => {
  const steps = [[on('web')], [on('sms')], [on('web')], [on('phone')]]
  const links = [
    [0, 1],
    [1, 3],
    [1, 1],
  ] as const
  expect(found(journey(steps, links))).toEqual(['card0 card1 change l0', 'card1 card3 leak l1'])
})

test('each persona goes on by themselves', () => {
  const steps = [[by(0, 'web'), by(1, 'phone')], [by(0, 'web'), by(1, 'app')], [on('store')]]
  expect(found(journey(steps, [], 2))).toEqual(['card2 card4 leak', 'card1 card3 return', 'card3 card4 leak'])
})

test('keeps its answer while no touchpoint changes', () => {
  const snapshot = journey([[on('web')], [on('phone')]])
  const other = { ...snapshot, cards: new Map(snapshot.cards) }
  expect(handOffs(other)).toBe(handOffs(snapshot))
  expect(handOffs(withCard(snapshot, 'card0', { channels: ['phone'] }))).toEqual([])
})
