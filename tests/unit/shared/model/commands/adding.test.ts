import { expect, it } from 'vitest'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { addLane } from '#shared/model/commands/add-lane.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { addStage } from '#shared/model/commands/add-stage.ts'
import { addStep } from '#shared/model/commands/add-step.ts'
import { addView, type AddViewArgs } from '#shared/model/commands/add-view.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { NO_FILTER } from '#shared/model/records/saved-view.ts'
import { viewsInOrder } from '#shared/model/selectors/views-in-order.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { command, GONE, inCell, LONG, start, titles } from '#tests/support/test-command.ts'

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

command('addLink', addLink, {
  args: ({ cards }) => ({ fromCardId: cards[0], toCardId: cards[0], label: 'tries again' }),
  does: (after, { cards }, { linkId }) =>
    expect(after.links.get(linkId)).toMatchObject({ fromCardId: cards[0], toCardId: cards[0], label: 'tries again' }),
  refuses: [['unknown-element', () => ({ fromCardId: GONE as CardId, toCardId: GONE as CardId })]],
  beside: [
    (ben, { cards }) => ben.does(addLink, { fromCardId: cards[0], toCardId: cards[1] }),
    (after, { cards }) => expect([...after.links.values()].map(({ toCardId }) => toCardId)).toContain(cards[1]),
  ],
})

const PAINS = {
  name: 'Pains',
  mode: 'table',
  range: { last: 30, isBesideBefore: true },
  against: { kind: 'segment' as const, id: 'callers' },
  others: 'hide',
  filter: { ...NO_FILTER, kinds: ['pain-point'] },
} satisfies AddViewArgs

command('addView', addView, {
  args: () => PAINS,
  does: (after, _world, { viewId }) => expect(after.views.get(viewId)).toMatchObject(PAINS),
  refuses: [
    ['text-too-long', () => ({ ...PAINS, name: LONG })],
    ['not-valid', () => ({ ...PAINS, others: 'blink' as 'dim' })],
    ['not-valid', () => ({ ...PAINS, range: { last: 0, isBesideBefore: false } })],
    ['not-valid', () => ({ ...PAINS, against: { kind: 'persona' as const, id: 'no id' } })],
  ],
  beside: [
    (ben) => ben.does(addView, { ...PAINS, name: 'Of Ben' }),
    (after) =>
      expect(
        viewsInOrder(after)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['Of Ben', 'Pains']),
  ],
})
