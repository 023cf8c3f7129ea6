import { expect } from 'vitest'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { setCollapsed } from '#shared/model/commands/set-collapsed.ts'
import { setJourneyInfo } from '#shared/model/commands/set-journey-info.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { command, GONE, LONG, titles } from '#tests/support/test-command.ts'

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
    expect(titles(after.cards.values())).toEqual(['See an advert', 'Visit the site', 'Is it any good?', 'Free'])
    expect(after.personas.size).toBe(1)
    expect(deletedIds).toHaveLength(1 + 2 + 1)
  },
  refuses: [['unknown-element', () => ({ ids: [GONE] })]],
  beside: [
    (ben, { cards }) => ben.does(setText, { root: 'cards', id: cards[0], field: 'title', text: 'Too late' }),
    (after, { cards }) => expect(after.cards.get(cards[0])?.title).toBe('Too late'),
  ],
})

command('setCollapsed', setCollapsed, {
  args: ({ stages, lanes }) => ({ ids: [stages[0], lanes.touchpoint, GONE], isCollapsed: true }),
  does: (after, { stages, lanes, cards }) => {
    expect(after.stages.get(stages[0])?.isCollapsed).toBe(true)
    expect(after.lanes.get(lanes.touchpoint)?.isCollapsed).toBe(true)
    expect(after.cards.has(cards[0])).toBe(true)
  },
  refuses: [
    ['unknown-element', () => ({ ids: [GONE], isCollapsed: true })],
    ['unknown-element', ({ cards }) => ({ ids: cards, isCollapsed: true })],
  ],
  beside: [
    (ben, { stages }) => ben.does(editFields, { root: 'stages', id: stages[0], patch: { title: 'Found' } }),
    (after, { stages }) => expect(after.stages.get(stages[0])).toMatchObject({ isCollapsed: true, title: 'Found' }),
  ],
})
