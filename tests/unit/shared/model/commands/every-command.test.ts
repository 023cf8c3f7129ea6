import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Result } from '#shared/lib/result.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { addLane } from '#shared/model/commands/add-lane.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { addStage } from '#shared/model/commands/add-stage.ts'
import { addStep } from '#shared/model/commands/add-step.ts'
import { bindMatchingNames } from '#shared/model/commands/bind-matching-names.ts'
import type { Command } from '#shared/model/commands/command.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { moveLane } from '#shared/model/commands/move-lane.ts'
import { movePersona } from '#shared/model/commands/move-persona.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { moveStep } from '#shared/model/commands/move-step.ts'
import { type PastedCard, pasteCards } from '#shared/model/commands/paste-cards.ts'
import { pasteTable } from '#shared/model/commands/paste-table.ts'
import { removeBinding } from '#shared/model/commands/remove-binding.ts'
import { resizeFreeCard } from '#shared/model/commands/resize-free-card.ts'
import { resizeLane } from '#shared/model/commands/resize-lane.ts'
import { resizeStep } from '#shared/model/commands/resize-step.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import { setJourneyInfo } from '#shared/model/commands/set-journey-info.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { cardsOfCell } from '#shared/model/selectors/cards-by-cell.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { createTestJourney, drawSmallJourney, type SmallJourney, type TestPerson } from '#tests/support/test-journey.ts'

interface World extends SmallJourney {
  readonly free: CardId
  readonly personas: readonly [PersonaId, PersonaId]
  readonly dataset: DatasetId
}

/** What every command is held to: does, undoes and redoes, refuses without a trace, and agrees with a peer who acted at once. */
interface Case<Args, Value, Reason extends string> {
  readonly args: (world: World) => Args
  readonly does: (after: JourneySnapshot, world: World, value: Value) => void
  readonly refuses: readonly (readonly [reason: Reason, args: (world: World) => Args])[]
  /** What a peer does at the same time, and what then holds for both. */
  readonly beside: readonly [
    peer: (peer: TestPerson, world: World) => void,
    both: (after: JourneySnapshot, world: World, value: Value) => void,
  ]
}

const GONE = 'gone'
const LONG = 'x'.repeat(2_001)
const titles = (records: Iterable<{ readonly title: string }>): string[] => [...records].map(({ title }) => title)
const inCell = (snapshot: JourneySnapshot, stepId: StepId, laneId: LaneId): string[] =>
  titles(cardsOfCell(snapshot, stepId, laneId))
const rule = (event: string) => ({ events: [event], channels: [], where: [] })

function start() {
  const journey = createTestJourney()
  const maker = journey.person('Maker')
  const small = drawSmallJourney(maker)
  const free = maker.does(addFreeCard, { x: 10, y: 20, title: 'Free' }).cardId
  const personas = [
    maker.does(addPersona, { name: 'Sarah' }).personaId,
    maker.does(addPersona, { name: 'Alex' }).personaId,
  ] as const
  const world: World = { ...small, free, personas, dataset: 'dataset1' as DatasetId }
  return { journey, world, ana: journey.person('Ana'), ben: journey.person('Ben') }
}

function command<Args, Value, Reason extends string>(
  name: string,
  run: Command<Args, Value, Reason>,
  held: NoInfer<Case<Args, Value, Reason>>,
): void {
  describe(name, () => {
    it('does', () => {
      const { ana, world } = start()
      const value = ana.does(run, held.args(world))
      held.does(ana.sees(), world, value)
      expect(ana.sees().problems).toEqual([])
    })

    it('undoes and redoes', () => {
      const { ana, world } = start()
      const before = ana.sees()
      ana.does(run, held.args(world))
      const after = ana.sees()
      expect(after).not.toEqual(before)
      ana.undoes()
      expect(ana.sees()).toEqual(before)
      ana.redoes()
      expect(ana.sees()).toEqual(after)
    })

    for (const [reason, args] of held.refuses) {
      it(`refuses: ${reason}`, () => {
        const { ana, world } = start()
        const before = Y.encodeStateAsUpdate(ana.doc)
        const result: Result<unknown, string> = ana.tries(run, args(world))
        expect(result).toMatchObject({ ok: false, reason })
        expect(Y.encodeStateAsUpdate(ana.doc)).toEqual(before)
      })
    }

    it('agrees with a peer who acts at the same time', () => {
      const { journey, ana, ben, world } = start()
      const value = ana.does(run, held.args(world))
      const [peer, both] = held.beside
      peer(ben, world)
      journey.exchange()
      journey.expectAgreement()
      both(ben.sees(), world, value)
    })
  })
}

command('addStage', addStage, {
  args: () => ({ title: 'Between', index: 1 }),
  does(after, _world, { stageId, stepId }) {
    expect(titles(stagesInOrder(after))).toEqual(['Aware', 'Between', 'Buy'])
    expect(after.steps.get(stepId)?.place.stageId).toBe(stageId)
  },
  refuses: [['text-too-long', () => ({ title: LONG })]],
  beside: [
    (ben) => ben.does(addStage, { title: 'Of Ben', index: 1 }),
    (after) => expect(titles(stagesInOrder(after)).sort()).toEqual(['Aware', 'Between', 'Buy', 'Of Ben']),
  ],
})

command('addStep', addStep, {
  args: ({ stages }) => ({ stageId: stages[0], title: 'Second', index: 1 }),
  does: (after) => expect(titles(stepsInOrder(after))).toEqual(['', 'Second', 'Compare', '']),
  refuses: [
    ['unknown-element', () => ({ stageId: GONE as StageId })],
    ['text-too-long', ({ stages }) => ({ stageId: stages[0], title: LONG })],
  ],
  beside: [
    // The stage goes while somebody adds to it: the step is kept, but is no column.
    (ben, { stages }) => ben.does(deleteElements, { ids: [stages[0]] }),
    (after, _world, { stepId }) => {
      expect(after.steps.has(stepId)).toBe(true)
      expect(stepsInOrder(after)).toHaveLength(1)
    },
  ],
})

command('addLane', addLane, {
  args: () => ({ kind: 'opportunity', index: 0 }),
  does: (after) => expect(titles(lanesInOrder(after))[0]).toBe('Opportunities'),
  refuses: [['text-too-long', () => ({ kind: 'note', title: LONG })]],
  beside: [
    (ben) => ben.does(addLane, { kind: 'action', index: 0 }),
    (after) => expect(titles(lanesInOrder(after)).slice(0, 2).sort()).toEqual(['Actions', 'Opportunities']),
  ],
})

command('addCard', addCard, {
  args: ({ steps, lanes, personas }) => ({
    stepId: steps[0],
    laneId: lanes.emotion,
    title: 'Curious',
    fields: { personaIds: [personas[0], 'nobody' as PersonaId] },
  }),
  does(after, { personas }, { cardId }) {
    expect(after.cards.get(cardId)).toMatchObject({
      kind: 'emotion',
      title: 'Curious',
      score: 0,
      personaIds: [personas[0]],
    })
  },
  refuses: [
    ['unknown-element', ({ lanes }) => ({ stepId: GONE as StepId, laneId: lanes.note })],
    ['unknown-element', ({ steps }) => ({ stepId: steps[0], laneId: GONE as LaneId })],
    ['lane-takes-other-kinds', ({ steps, lanes }) => ({ stepId: steps[0], laneId: lanes.emotion, kind: 'note' })],
    ['text-too-long', ({ steps, lanes }) => ({ stepId: steps[0], laneId: lanes.note, title: LONG })],
    ['not-valid', ({ steps, lanes }) => ({ stepId: steps[0], laneId: lanes.emotion, fields: { score: 7 } })],
  ],
  beside: [
    (ben, { steps, lanes }) => ben.does(addCard, { stepId: steps[0], laneId: lanes.emotion, title: 'Of Ben' }),
    (after, { steps, lanes }) => expect(inCell(after, steps[0], lanes.emotion).sort()).toEqual(['Curious', 'Of Ben']),
  ],
})

command('addFreeCard', addFreeCard, {
  args: () => ({ x: -50, y: 700.5, title: 'Note' }),
  does: (after, _world, { cardId }) =>
    expect(after.cards.get(cardId)).toMatchObject({ kind: 'note', place: { kind: 'free', x: -50, y: 700.5 } }),
  refuses: [
    ['not-valid', () => ({ x: Number.NaN, y: 0 })],
    ['not-valid', () => ({ x: 2_000_000, y: 0 })],
    ['text-too-long', () => ({ x: 0, y: 0, title: LONG })],
  ],
  beside: [
    (ben) => ben.does(addFreeCard, { x: -50, y: 700, title: 'Of Ben' }),
    (after) => expect(titles(freeCards(after)).sort()).toEqual(['Free', 'Note', 'Of Ben']),
  ],
})

command('addPersona', addPersona, {
  args: () => ({ name: 'Kim' }),
  does(after, _world, { personaId }) {
    expect(personasInOrder(after).map(({ name }) => name)).toEqual(['Sarah', 'Alex', 'Kim'])
    expect(after.personas.get(personaId)?.color).toBe(2)
  },
  refuses: [
    ['text-too-long', () => ({ name: 'x'.repeat(501) })],
    ['not-valid', () => ({ color: 9 })],
  ],
  beside: [(ben) => ben.does(addPersona, { name: 'Of Ben' }), (after) => expect(after.personas.size).toBe(4)],
})

command('addLink', addLink, {
  args: ({ cards }) => ({ fromCardId: cards[0], toCardId: cards[1], label: 'then' }),
  does: (after, { cards }, { linkId }) =>
    expect(after.links.get(linkId)).toMatchObject({ fromCardId: cards[0], toCardId: cards[1], label: 'then' }),
  refuses: [
    ['unknown-element', ({ cards }) => ({ fromCardId: cards[0], toCardId: GONE as CardId })],
    ['same-card', ({ cards }) => ({ fromCardId: cards[0], toCardId: cards[0] })],
    ['text-too-long', ({ cards }) => ({ fromCardId: cards[0], toCardId: cards[1], label: LONG })],
  ],
  beside: [
    (ben, { cards }) => ben.does(deleteElements, { ids: [cards[1]] }),
    (after, { cards }) => expect(after.cards.has(cards[1])).toBe(false),
  ],
})

it('addLink refuses the same link twice, but not the way back', () => {
  const { ana, world } = start()
  const [fromCardId, toCardId] = world.cards
  ana.does(addLink, { fromCardId, toCardId })
  expect(ana.tries(addLink, { fromCardId, toCardId })).toMatchObject({ reason: 'already-linked' })
  ana.does(addLink, { fromCardId: toCardId, toCardId: fromCardId })
})

command('moveStage', moveStage, {
  args: ({ stages }) => ({ stageId: stages[1], index: 0 }),
  does: (after) => expect(titles(stagesInOrder(after))).toEqual(['Buy', 'Aware']),
  refuses: [['unknown-element', () => ({ stageId: GONE as StageId, index: 0 })]],
  beside: [
    (ben, { stages }) => ben.does(moveStage, { stageId: stages[0], index: 1 }),
    (after) => expect(titles(stagesInOrder(after))).toHaveLength(2),
  ],
})

command('moveStep', moveStep, {
  args: ({ stages, steps }) => ({ stepId: steps[1], stageId: stages[1], index: 1 }),
  does: (after, { steps }) => expect(stepsInOrder(after).map(({ id }) => id)).toEqual([steps[0], steps[2], steps[1]]),
  refuses: [
    ['unknown-element', ({ stages }) => ({ stepId: GONE as StepId, stageId: stages[0], index: 0 })],
    ['unknown-element', ({ steps }) => ({ stepId: steps[0], stageId: GONE as StageId, index: 0 })],
  ],
  beside: [
    (ben, { stages, steps }) => ben.does(moveStep, { stepId: steps[1], stageId: stages[0], index: 0 }),
    // One place wins as a whole: never the stage of one and the order of the other.
    (after, { steps }) => {
      const order = stepsInOrder(after).map(({ id }) => id)
      expect([
        [steps[1], steps[0], steps[2]],
        [steps[0], steps[2], steps[1]],
      ]).toContainEqual(order)
    },
  ],
})

command('moveLane', moveLane, {
  args: ({ lanes }) => ({ laneId: lanes.note, index: 0 }),
  does: (after) => expect(titles(lanesInOrder(after))).toEqual(['Notes', 'Touchpoints', 'Thoughts', 'Emotions']),
  refuses: [['unknown-element', () => ({ laneId: GONE as LaneId, index: 0 })]],
  beside: [
    (ben, { lanes }) => ben.does(setText, { root: 'lanes', id: lanes.note, field: 'title', text: 'Renamed' }),
    (after) => expect(titles(lanesInOrder(after))[0]).toBe('Renamed'),
  ],
})

command('movePersona', movePersona, {
  args: ({ personas }) => ({ personaId: personas[1], index: 0 }),
  does: (after) => expect(personasInOrder(after).map(({ name }) => name)).toEqual(['Alex', 'Sarah']),
  refuses: [['unknown-element', () => ({ personaId: GONE as PersonaId, index: 0 })]],
  beside: [
    (ben, { personas }) => ben.does(deleteElements, { ids: [personas[1]] }),
    (after) => expect(after.personas.size).toBe(1),
  ],
})

command('moveCards', moveCards, {
  args: ({ steps, lanes, cards }) => ({
    cardIds: [cards[0], cards[1]],
    to: { kind: 'cell', stepId: steps[2], laneId: lanes.note },
  }),
  does: (after, { steps, lanes }) =>
    expect(inCell(after, steps[2], lanes.note)).toEqual(['See an advert', 'Visit the site']),
  refuses: [
    ['unknown-element', ({ cards }) => ({ cardIds: [cards[0], GONE as CardId], to: { kind: 'free', x: 0, y: 0 } })],
    ['unknown-element', () => ({ cardIds: [], to: { kind: 'free', x: 0, y: 0 } })],
    [
      'lane-takes-other-kinds',
      ({ cards, steps, lanes }) => ({
        cardIds: [cards[0], cards[2]],
        to: { kind: 'cell', stepId: steps[0], laneId: lanes.thought },
      }),
    ],
    ['not-free', ({ cards, free }) => ({ cardIds: [free, cards[0]], to: { kind: 'offset', dx: 1, dy: 1 } })],
    ['not-in-grid', ({ free }) => ({ cardIds: [free], to: { kind: 'shift', columns: 1, lanes: 0 } })],
    ['outside-grid', ({ cards }) => ({ cardIds: [cards[0]], to: { kind: 'shift', columns: -1, lanes: 0 } })],
    ['not-valid', ({ free }) => ({ cardIds: [free], to: { kind: 'offset', dx: Number.NaN, dy: 1 } })],
  ],
  beside: [
    (ben, { cards, steps, lanes }) =>
      ben.does(moveCards, { cardIds: [cards[0]], to: { kind: 'cell', stepId: steps[0], laneId: lanes.note } }),
    (after, { cards, steps, lanes }) => {
      const place = after.cards.get(cards[0])?.place
      expect([steps[0], steps[2]]).toContain(place?.kind === 'cell' ? place.stepId : '')
      expect(place).toMatchObject({ laneId: lanes.note })
    },
  ],
})

command('resizeStep', resizeStep, {
  args: ({ steps }) => ({ stepId: steps[0], width: 5_000 }),
  does: (after, { steps }) => expect(after.steps.get(steps[0])?.width).toBe(720),
  refuses: [
    ['unknown-element', () => ({ stepId: GONE as StepId, width: 200 })],
    ['not-valid', ({ steps }) => ({ stepId: steps[0], width: Number.NaN })],
  ],
  beside: [
    (ben, { steps, stages }) => ben.does(moveStep, { stepId: steps[0], stageId: stages[1], index: 0 }),
    (after, { steps, stages }) =>
      expect(after.steps.get(steps[0])).toMatchObject({ width: 720, place: { stageId: stages[1] } }),
  ],
})

command('resizeLane', resizeLane, {
  args: ({ lanes }) => ({ laneId: lanes.note, height: 200.4 }),
  does: (after, { lanes }) => expect(after.lanes.get(lanes.note)?.height).toBe(200),
  refuses: [
    ['unknown-element', () => ({ laneId: GONE as LaneId, height: 200 })],
    ['not-valid', ({ lanes }) => ({ laneId: lanes.note, height: Infinity })],
  ],
  beside: [
    (ben, { lanes }) => ben.does(moveLane, { laneId: lanes.note, index: 0 }),
    (after, { lanes }) => {
      expect(after.lanes.get(lanes.note)?.height).toBe(200)
      expect(lanesInOrder(after)[0]?.id).toBe(lanes.note)
    },
  ],
})

command('resizeFreeCard', resizeFreeCard, {
  args: ({ free }) => ({ cardId: free, x: 0, y: 0, width: 10, height: 300 }),
  does: (after, { free }) => expect(after.cards.get(free)?.place).toMatchObject({ x: 0, width: 80, height: 300 }),
  refuses: [
    ['unknown-element', () => ({ cardId: GONE as CardId, x: 0, y: 0, width: 100, height: 100 })],
    ['not-free', ({ cards }) => ({ cardId: cards[0], x: 0, y: 0, width: 100, height: 100 })],
    ['not-valid', ({ free }) => ({ cardId: free, x: 0, y: Number.NaN, width: 100, height: 100 })],
  ],
  beside: [
    (ben, { free }) => ben.does(moveCards, { cardIds: [free], to: { kind: 'offset', dx: 500, dy: 500 } }),
    (after, { free }) => {
      const place = after.cards.get(free)?.place
      // One rectangle wins as a whole.
      expect([
        { kind: 'free', x: 0, y: 0, width: 80, height: 300 },
        { kind: 'free', x: 510, y: 520, width: 220, height: 140 },
      ]).toContainEqual(place)
    },
  ],
})

command('editFields', editFields, {
  args: ({ cards }) => ({
    root: 'cards',
    id: cards[0],
    patch: { channels: ['web', 'ad'], title: 'See a banner advert' },
  }),
  does: (after, { cards }) =>
    expect(after.cards.get(cards[0])).toMatchObject({ channels: ['web', 'ad'], title: 'See a banner advert' }),
  refuses: [
    ['unknown-element', () => ({ root: 'cards', id: GONE, patch: {} })],
    ['unknown-field', ({ cards }) => ({ root: 'cards', id: cards[0], patch: { width: 3 } as object })],
    ['unknown-field', ({ cards }) => ({ root: 'cards', id: cards[0], patch: { deletedAt: 3 } as object })],
    [
      'unknown-field',
      ({ cards }) => ({ root: 'cards', id: cards[0], patch: { __proto__: null, constructor: 1 } as object }),
    ],
    ['text-too-long', ({ cards }) => ({ root: 'cards', id: cards[0], patch: { title: LONG } })],
    ['not-valid', ({ cards }) => ({ root: 'cards', id: cards[0], patch: { severity: 6 } })],
    ['not-valid', ({ cards }) => ({ root: 'cards', id: cards[0], patch: { title: undefined } })],
    ['lane-takes-other-kinds', ({ cards }) => ({ root: 'cards', id: cards[0], patch: { kind: 'note' } })],
    ['lane-takes-other-kinds', ({ lanes }) => ({ root: 'lanes', id: lanes.touchpoint, patch: { kind: 'emotion' } })],
  ],
  beside: [
    (ben, { cards }) =>
      ben.does(editFields, { root: 'cards', id: cards[0], patch: { evidence: 'researched', title: 'See an advert!' } }),
    (after, { cards }) =>
      expect(after.cards.get(cards[0])).toMatchObject({
        channels: ['web', 'ad'],
        evidence: 'researched',
        title: 'See a banner advert!',
      }),
  ],
})

command('editCards', editCards, {
  args: ({ cards }) => ({ cardIds: cards, patch: { evidence: 'data-proved' } }),
  does: (after, { cards }) =>
    expect(cards.map((id) => after.cards.get(id)?.evidence)).toEqual(Array(3).fill('data-proved')),
  refuses: [
    ['unknown-element', ({ cards }) => ({ cardIds: [cards[0], GONE as CardId], patch: { evidence: 'researched' } })],
    ['unknown-element', () => ({ cardIds: [], patch: {} })],
    ['lane-takes-other-kinds', ({ cards, free }) => ({ cardIds: [free, cards[0]], patch: { kind: 'note' } })],
  ],
  beside: [
    (ben, { cards }) => ben.does(deleteElements, { ids: [cards[1]] }),
    (after, { cards }) => expect(after.cards.get(cards[2])?.evidence).toBe('data-proved'),
  ],
})

command('editText', editText, {
  args: ({ cards }) => ({ root: 'cards', id: cards[0], field: 'title', index: 4, remove: 2, insert: 'the' }),
  does: (after, { cards }) => expect(after.cards.get(cards[0])?.title).toBe('See the advert'),
  refuses: [
    ['unknown-element', () => ({ root: 'cards', id: GONE, field: 'title', index: 0, remove: 0, insert: 'a' })],
    [
      'unknown-field',
      ({ cards }) => ({ root: 'cards', id: cards[0], field: 'kind', index: 0, remove: 0, insert: 'a' }),
    ],
    [
      'unknown-field',
      ({ cards }) => ({ root: 'cards', id: cards[0], field: 'toString', index: 0, remove: 0, insert: 'a' }),
    ],
    [
      'out-of-range',
      ({ cards }) => ({ root: 'cards', id: cards[0], field: 'title', index: 10, remove: 9, insert: '' }),
    ],
    [
      'out-of-range',
      ({ cards }) => ({ root: 'cards', id: cards[0], field: 'title', index: -1, remove: 0, insert: 'a' }),
    ],
    [
      'text-too-long',
      ({ cards }) => ({ root: 'cards', id: cards[0], field: 'title', index: 0, remove: 0, insert: LONG }),
    ],
  ],
  beside: [
    (ben, { cards }) =>
      ben.does(editText, { root: 'cards', id: cards[0], field: 'title', index: 13, remove: 0, insert: ' again' }),
    (after, { cards }) => expect(after.cards.get(cards[0])?.title).toBe('See the advert again'),
  ],
})

command('setText', setText, {
  args: ({ steps }) => ({ root: 'steps', id: steps[1], field: 'title', text: 'Compare prices' }),
  does: (after, { steps }) => expect(after.steps.get(steps[1])?.title).toBe('Compare prices'),
  refuses: [
    ['unknown-element', () => ({ root: 'steps', id: GONE, field: 'title', text: '' })],
    ['unknown-field', ({ steps }) => ({ root: 'steps', id: steps[1], field: 'details', text: '' })],
    ['text-too-long', ({ steps }) => ({ root: 'steps', id: steps[1], field: 'title', text: LONG })],
  ],
  beside: [
    (ben, { steps }) => ben.does(setText, { root: 'steps', id: steps[1], field: 'title', text: 'First compare' }),
    (after, { steps }) => expect(after.steps.get(steps[1])?.title).toMatch(/prices/),
  ],
})

command('setJourneyInfo', setJourneyInfo, {
  args: () => ({ title: 'A car breaks down', state: 'future' }),
  does: (after) => expect(after.info).toEqual({ title: 'A car breaks down', scenario: '', state: 'future' }),
  refuses: [
    ['text-too-long', () => ({ title: LONG })],
    ['text-too-long', () => ({ scenario: 'x'.repeat(20_001) })],
  ],
  beside: [
    (ben) => ben.does(setJourneyInfo, { scenario: 'Sarah needs her car' }),
    (after) => expect(after.info).toMatchObject({ state: 'future' }),
  ],
})

command('deleteElements', deleteElements, {
  args: ({ stages, personas }) => ({ ids: [stages[0], personas[0], GONE] }),
  does(after, { stages, steps }, { deletedIds }) {
    expect([...after.stages.keys()]).toEqual([stages[1]])
    expect([...after.steps.keys()]).toEqual([steps[2]])
    expect(titles(after.cards.values())).toEqual(['Free'])
    expect(after.personas.size).toBe(1)
    expect(deletedIds).toHaveLength(1 + 2 + 3 + 1)
  },
  refuses: [['unknown-element', () => ({ ids: [GONE] })]],
  beside: [
    (ben, { cards }) => ben.does(setText, { root: 'cards', id: cards[0], field: 'title', text: 'Too late' }),
    (after, { cards }) => expect(after.cards.has(cards[0])).toBe(false),
  ],
})

command('setBinding', setBinding, {
  args: ({ cards, dataset }) => ({ elementId: cards[0], datasetId: dataset, rule: rule('Advert seen') }),
  does: (after, { cards, dataset }) =>
    expect(after.bindings.get(cards[0])).toEqual({
      elementId: cards[0],
      datasetId: dataset,
      rule: rule('Advert seen'),
      source: 'manual',
    }),
  refuses: [
    ['unknown-element', ({ dataset }) => ({ elementId: GONE, datasetId: dataset, rule: rule('a') })],
    ['not-bindable', ({ cards, dataset }) => ({ elementId: cards[2], datasetId: dataset, rule: rule('a') })],
    ['not-bindable', ({ lanes, dataset }) => ({ elementId: lanes.note, datasetId: dataset, rule: rule('a') })],
    ['not-valid', ({ cards }) => ({ elementId: cards[0], datasetId: 'no id!' as DatasetId, rule: rule('a') })],
  ],
  beside: [
    (ben, { cards, dataset }) => ben.does(setBinding, { elementId: cards[0], datasetId: dataset, rule: rule('Other') }),
    (after, { cards }) => expect(['Advert seen', 'Other']).toContain(after.bindings.get(cards[0])?.rule.events[0]),
  ],
})

command('bindMatchingNames', bindMatchingNames, {
  args: ({ dataset }) => ({
    datasetId: dataset,
    eventNames: ['see_an-advert', 'COMPARE', 'See an Advert', 'else', ''],
  }),
  does(after, { cards, steps }, { boundIds }) {
    expect(boundIds).toEqual([steps[1], cards[0]])
    expect(after.bindings.get(cards[0])).toMatchObject({
      rule: { events: ['see_an-advert', 'See an Advert'] },
      source: 'matched-name',
    })
  },
  refuses: [['no-match', ({ dataset }) => ({ datasetId: dataset, eventNames: ['else', '', '  '] })]],
  beside: [
    (ben, { cards, dataset }) => ben.does(setBinding, { elementId: cards[1], datasetId: dataset, rule: rule('Visit') }),
    (after) => expect(after.bindings.size).toBe(3),
  ],
})

it('bindMatchingNames leaves alone what a person has bound', () => {
  const { ana, world } = start()
  ana.does(setBinding, { elementId: world.cards[0], datasetId: world.dataset, rule: rule('Mine') })
  ana.does(bindMatchingNames, { datasetId: world.dataset, eventNames: ['See an advert', 'Compare'] })
  expect(ana.sees().bindings.get(world.cards[0])?.rule.events).toEqual(['Mine'])
})

describe('removeBinding', () => {
  const bound = () => {
    const { journey, ana, ben, world } = start()
    ana.does(setBinding, { elementId: world.cards[0], datasetId: world.dataset, rule: rule('Mine') })
    journey.exchange()
    return { journey, ana, ben, elementId: world.cards[0] }
  }
  it('does, undoes, refuses, and agrees with a peer', () => {
    const { journey, ana, ben, elementId } = bound()
    ana.does(removeBinding, { elementId })
    expect(ana.sees().bindings.size).toBe(0)
    expect(ana.tries(removeBinding, { elementId })).toMatchObject({ reason: 'not-bound' })
    ana.undoes()
    expect(ana.sees().bindings.get(elementId)?.rule.events).toEqual(['Mine'])
    ana.redoes()
    ben.does(setText, { root: 'cards', id: elementId, field: 'title', text: 'Renamed' })
    journey.exchange()
    journey.expectAgreement()
    expect(ben.sees().bindings.size).toBe(0)
  })
})

const pastedCard = (laneId: string, column = 0): PastedCard => ({
  kind: 'touchpoint',
  fields: { title: 'Pasted', channels: ['web'] },
  from: { kind: 'cell', column, stepId: 'elsewhere', laneId, laneKind: 'touchpoint', laneTitle: 'Touchpoints' },
})

command('pasteCards', pasteCards, {
  args: ({ steps }) => ({
    cards: [pastedCard('elsewhere'), pastedCard('elsewhere', 1), pastedCard('elsewhere', 9)],
    links: [
      { from: 0, to: 1, label: 'next' },
      { from: 0, to: 7, label: 'nowhere' },
    ],
    at: { stepId: steps[1] },
  }),
  does(after, { steps, lanes }, { cardIds }) {
    expect(inCell(after, steps[1], lanes.touchpoint)).toEqual(['Visit the site', 'Pasted'])
    expect(inCell(after, steps[2], lanes.touchpoint)).toEqual(['Pasted', 'Pasted'])
    expect([...after.links.values()]).toMatchObject([{ fromCardId: cardIds[0], toCardId: cardIds[1], label: 'next' }])
  },
  refuses: [
    ['nothing-to-paste', () => ({ cards: [], links: [] })],
    ['unknown-element', () => ({ cards: [pastedCard('')], links: [], at: { stepId: GONE as StepId } })],
    ['text-too-long', () => ({ cards: [{ ...pastedCard(''), fields: { title: LONG } }], links: [] })],
    ['not-valid', () => ({ cards: [{ ...pastedCard(''), fields: { score: 9 } }], links: [] })],
  ],
  beside: [
    (ben, { steps, lanes }) => ben.does(addCard, { stepId: steps[1], laneId: lanes.touchpoint, title: 'Of Ben' }),
    (after, { steps, lanes }) =>
      expect(inCell(after, steps[1], lanes.touchpoint).sort()).toEqual(['Of Ben', 'Pasted', 'Visit the site']),
  ],
})

command('pasteTable', pasteTable, {
  args: ({ steps, lanes }) => ({
    stepId: steps[1],
    laneId: lanes.emotion,
    rows: [
      [['Calm'], ['Happy'], ['Proud']],
      [['', 'One'], [], ['Two']],
    ],
  }),
  does(after, { steps, lanes, stages }) {
    const columns = stepsInOrder(after)
    expect(columns).toHaveLength(4)
    expect(columns[3]?.place.stageId).toBe(stages[1])
    const row = (laneId: LaneId) => columns.map((step) => inCell(after, step.id, laneId))
    expect(row(lanes.emotion)).toEqual([[], ['Calm'], ['Happy'], ['Proud']])
    expect(row(lanes.note)).toEqual([[], ['One'], [], ['Two']])
    expect(cardsOfCell(after, steps[1], lanes.emotion)[0]).toMatchObject({ kind: 'emotion', score: 0 })
  },
  refuses: [
    ['unknown-element', ({ lanes }) => ({ stepId: GONE as StepId, laneId: lanes.note, rows: [[['a']]] })],
    ['nothing-to-paste', ({ steps, lanes }) => ({ stepId: steps[0], laneId: lanes.note, rows: [[['']]] })],
    ['too-many-rows', ({ steps, lanes }) => ({ stepId: steps[0], laneId: lanes.note, rows: [[['a']], [['b']]] })],
    ['text-too-long', ({ steps, lanes }) => ({ stepId: steps[0], laneId: lanes.note, rows: [[[LONG]]] })],
    [
      'too-many',
      ({ steps, lanes }) => ({
        stepId: steps[0],
        laneId: lanes.note,
        rows: [Array.from({ length: 1_200 }, () => ['a'])],
      }),
    ],
  ],
  beside: [
    (ben, { lanes }) => ben.does(deleteElements, { ids: [lanes.emotion] }),
    (after, { steps, lanes }) => expect(inCell(after, steps[1], lanes.note)).toEqual(['One']),
  ],
})
