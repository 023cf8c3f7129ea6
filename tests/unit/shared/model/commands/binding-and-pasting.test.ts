import { describe, expect, it } from 'vitest'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addLane } from '#shared/model/commands/add-lane.ts'
import { bindMatchingNames } from '#shared/model/commands/bind-matching-names.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { type PastedCard, pasteCards } from '#shared/model/commands/paste-cards.ts'
import { pasteTable } from '#shared/model/commands/paste-table.ts'
import { removeBinding } from '#shared/model/commands/remove-binding.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { cardsOfCell } from '#shared/model/selectors/cards-by-cell.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { command, GONE, inCell, LONG, rule, start } from '#tests/support/test-command.ts'

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
        rows: Array.from({ length: 1_200 }, () => [['a']]),
        addsLanes: true,
      }),
    ],
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

command('pasteTable that adds lanes', pasteTable, {
  args: ({ steps, lanes }) => ({
    stepId: steps[0],
    laneId: lanes.note,
    rows: [[['One']], [[{ title: 'Two', details: 'More of it' }]]],
    addsLanes: true,
  }),
  does(after, { steps, lanes }) {
    const added = lanesInOrder(after).at(-1)
    expect(added).toMatchObject({ kind: 'note', title: 'Notes' })
    expect(inCell(after, steps[0], lanes.note)).toContain('One')
    expect(cardsOfCell(after, steps[0], added?.id as LaneId)).toMatchObject([{ title: 'Two', details: 'More of it' }])
  },
  refuses: [
    [
      'text-too-long',
      ({ steps, lanes }) => ({ stepId: steps[0], laneId: lanes.note, rows: [[[LONG]], [['b']]], addsLanes: true }),
    ],
  ],
  beside: [
    (ben) => ben.does(addLane, { kind: 'goal' }),
    (after) => expect(lanesInOrder(after).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['goal', 'note'])),
  ],
})
