import { expect, it } from 'vitest'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { moveLane } from '#shared/model/commands/move-lane.ts'
import { movePersona } from '#shared/model/commands/move-persona.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { moveStep } from '#shared/model/commands/move-step.ts'
import { resizeLane } from '#shared/model/commands/resize-lane.ts'
import { resizeStep } from '#shared/model/commands/resize-step.ts'
import { spanCards } from '#shared/model/commands/span-cards.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { command, GONE, inCell, start, titles } from '#tests/support/test-command.ts'

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

command('spanCards', spanCards, {
  args: ({ cards }) => ({ cardIds: [cards[0], cards[1]], columns: { by: 1 } }),
  does: (after, { cards }) =>
    expect(cards.map((id) => after.cards.get(id)?.place)).toMatchObject([{ span: 2 }, { span: 2 }, { kind: 'cell' }]),
  refuses: [
    ['unknown-element', () => ({ cardIds: [GONE as CardId], columns: { to: 2 } })],
    ['unknown-element', () => ({ cardIds: [], columns: { to: 2 } })],
    ['not-in-grid', ({ cards, free }) => ({ cardIds: [cards[0], free], columns: { to: 2 } })],
    ['not-valid', ({ cards }) => ({ cardIds: [cards[0]], columns: { to: 1.5 } })],
  ],
  beside: [
    (ben, { cards }) => ben.does(deleteElements, { ids: [cards[1]] }),
    (after, { cards }) => expect(after.cards.get(cards[0])?.place).toMatchObject({ span: 2 }),
  ],
})

it('a span ends at the last step, at one column it is gone, and a moved card keeps it', () => {
  const { ana, world } = start()
  const { cards, steps, lanes } = world
  const spanOf = () => ana.sees().cards.get(cards[0])?.place
  ana.does(spanCards, { cardIds: [cards[0]], columns: { to: 99 } })
  expect(spanOf()).toMatchObject({ span: 3 })
  ana.does(moveCards, { cardIds: [cards[0]], to: { kind: 'cell', stepId: steps[1], laneId: lanes.touchpoint } })
  expect(spanOf()).toMatchObject({ stepId: steps[1], span: 3 })
  // Of what can be seen of it: two columns, so one less is one.
  ana.does(spanCards, { cardIds: [cards[0]], columns: { by: -1 } })
  expect(spanOf()).not.toHaveProperty('span')
})
