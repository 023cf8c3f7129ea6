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
import { pasteTable } from '#shared/model/commands/paste-table.ts'
import { removeBinding } from '#shared/model/commands/remove-binding.ts'
import { alignCards, CARD_EDGES } from '#shared/model/commands/align-cards.ts'
import { restackCards, STACKINGS } from '#shared/model/commands/restack-cards.ts'
import { styleCards } from '#shared/model/commands/style-cards.ts'
import { resizeFreeCards } from '#shared/model/commands/resize-free-cards.ts'
import { resizeLane } from '#shared/model/commands/resize-lane.ts'
import { resizeStep } from '#shared/model/commands/resize-step.ts'
import { setTarget } from '#shared/model/commands/set-target.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import { setJourneyInfo } from '#shared/model/commands/set-journey-info.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import { CARD_KINDS } from '#shared/model/records/card.ts'
import { LANE_KINDS } from '#shared/model/records/lane.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** Random choices that a seed repeats. */
export interface SeededRandom {
  /** A whole number from 0 to count - 1. */
  index(count: number): number
  pick<Item>(items: Iterable<Item>): Item | undefined
  word(): string
  readonly setText: typeof setText
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const index = (count: number): number => Math.floor(next() * count)
  return {
    index,
    pick(items) {
      const list = [...items]
      return list[index(list.length)]
    },
    word: () => ['see', 'compare', 'buy', 'wait', 'ask', '日本', '👍 ok', ''][index(8)] ?? '',
    setText,
  }
}

type Run = <Args, Value, Reason extends string>(
  command: Command<Args, Value, Reason>,
  args: Args,
) => Result<Value, string>

/** Does anything that can be done to a journey as it is, with some wrong arguments among the right ones. */
export function anyCommand(
  random: SeededRandom,
  { stages, steps, lanes, cards, personas, links, bindings }: JourneySnapshot,
  run: Run,
  { isDeleting = true } = {},
): void {
  const [stage, step, lane] = [random.pick(stages.keys()), random.pick(steps.keys()), random.pick(lanes.keys())]
  const [card, another] = [random.pick(cards.values()), random.pick(cards.values())]
  const persona = random.pick(personas.keys())
  const index = random.index(6)
  const [x, y] = [random.index(4_000) - 2_000, random.index(4_000) - 2_000]
  const title = random.word()
  const datasetId = 'dataset1' as DatasetId
  const rule = { events: [title], channels: [], where: [] }
  const choices: (() => unknown)[] = [
    () => run(addStage, { title, index }),
    () => stage && run(addStep, { stageId: stage, title, index }),
    () => run(addLane, { kind: random.pick(LANE_KINDS) ?? 'note', index }),
    () => run(addPersona, { name: title }),
    () => run(addFreeCard, { x, y, title, kind: random.pick(CARD_KINDS) ?? 'note' }),
    () => step && lane && run(addCard, { stepId: step, laneId: lane, title, index }),
    () => step && lane && run(addCard, { stepId: step, laneId: lane, title, index }),
    () => card && another && run(addLink, { fromCardId: card.id, toCardId: another.id, label: title }),
    () => stage && run(moveStage, { stageId: stage, index }),
    () => stage && step && run(moveStep, { stepId: step, stageId: stage, index }),
    () => lane && run(moveLane, { laneId: lane, index }),
    () => persona && run(movePersona, { personaId: persona, index }),
    () =>
      card &&
      step &&
      lane &&
      run(moveCards, { cardIds: [card.id], to: { kind: 'cell', stepId: step, laneId: lane, index } }),
    () => card && run(moveCards, { cardIds: [card.id], to: { kind: 'free', x, y } }),
    () => card && another && run(moveCards, { cardIds: [card.id, another.id], to: { kind: 'offset', dx: 5, dy: -5 } }),
    () =>
      card &&
      another &&
      run(moveCards, { cardIds: [card.id, another.id], to: { kind: 'shift', columns: 1, lanes: 0 } }),
    () => step && run(resizeStep, { stepId: step, width: x }),
    () => lane && run(resizeLane, { laneId: lane, height: y }),
    () =>
      card && another && run(restackCards, { cardIds: [card.id, another.id], to: random.pick(STACKINGS) ?? 'front' }),
    () =>
      card && another && run(alignCards, { cardIds: [card.id, another.id], edge: random.pick(CARD_EDGES) ?? 'left' }),
    () => card && run(styleCards, { cardIds: [card.id], style: { fill: index, textSize: undefined } }),
    () => card && run(resizeFreeCards, { boxes: [{ cardId: card.id, x, y, width: x, height: y }] }),
    () => card && run(editFields, { root: 'cards', id: card.id, patch: { kind: random.pick(CARD_KINDS) } }),
    () => card && run(editFields, { root: 'cards', id: card.id, patch: { score: index - 2, evidence: 'researched' } }),
    () =>
      card &&
      another &&
      run(editCards, { cardIds: [card.id, another.id], patch: { personaIds: persona ? [persona] : [] } }),
    () =>
      card &&
      run(editText, {
        root: 'cards',
        id: card.id,
        field: 'title',
        index: random.index(5),
        remove: random.index(3),
        insert: title,
      }),
    () => card && run(setText, { root: 'cards', id: card.id, field: 'title', text: title }),
    () => run(setJourneyInfo, { title, scenario: random.word(), state: index > 3 ? 'future' : 'current' }),
    () => step && lane && run(pasteTable, { stepId: step, laneId: lane, rows: [[[title], ['a', 'b']], [['c']]] }),
    () => card && run(setBinding, { elementId: card.id, datasetId, rule }),
    () => step && run(setBinding, { elementId: step, datasetId, rule }),
    () => run(bindMatchingNames, { datasetId, eventNames: ['See', 'BUY'] }),
    () =>
      run(setTarget, {
        elementId: random.pick(bindings.keys()) ?? 'none',
        measure: 'conversion',
        target: { value: 0.4, better: 'higher' },
      }),
    () => run(removeBinding, { elementId: random.pick(bindings.keys()) ?? 'none' }),
  ]
  const deletions: (() => unknown)[] = [
    () => card && run(deleteElements, { ids: [card.id, random.pick(links.keys()) ?? 'none'], now: 1 }),
    () => step && run(deleteElements, { ids: [step], now: 1 }),
    () =>
      random.index(4) === 0 &&
      run(deleteElements, { ids: [stage ?? 'none', lane ?? 'none', persona ?? 'none'], now: 1 }),
  ]
  random.pick(isDeleting ? [...choices, ...deletions] : choices)?.()
}
