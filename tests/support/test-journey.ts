import { expect } from 'vitest'
import * as Y from 'yjs'
import { UNDOABLE_ORIGINS, ORIGINS, transact } from '#shared/model/origins.ts'
import { ALL_ROOTS, snapshotOf } from '#shared/model/read-snapshot.ts'
import { documentFromJson, type JourneyJson } from '#shared/model/json-form.ts'
import type { Result } from '#shared/lib/result.ts'
import type { Command } from '#shared/model/commands/command.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addLane } from '#shared/model/commands/add-lane.ts'
import { addStage } from '#shared/model/commands/add-stage.ts'
import { addStep } from '#shared/model/commands/add-step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'

/** One person in a journey: their document, their undo. Changes reach others only when `exchange` carries them. */
export interface TestPerson {
  readonly name: string
  readonly doc: Y.Doc
  does<Args, Value, Reason extends string>(command: Command<Args, Value, Reason>, args: Args): Value
  tries<Args, Value, Reason extends string>(command: Command<Args, Value, Reason>, args: Args): Result<Value, Reason>
  undoes(): void
  redoes(): void
  sees(): JourneySnapshot
}

/** A small journey: two stages, three steps, one lane of most kinds, one card in each of a few cells. */
export interface SmallJourney {
  readonly stages: readonly [StageId, StageId]
  /** The first stage has the first two. */
  readonly steps: readonly [StepId, StepId, StepId]
  readonly lanes: {
    readonly touchpoint: LaneId
    readonly thought: LaneId
    readonly emotion: LaneId
    readonly note: LaneId
  }
  /** Touchpoints in the first and second step, a thought in the first. */
  readonly cards: readonly [CardId, CardId, CardId]
}

/** Several people on one journey, each with an own replica of the document. */
export interface TestJourney {
  person(name: string): TestPerson
  /** Everyone gets everything. */
  exchange(): void
  /** These two get what the other has. */
  exchangeBetween(first: TestPerson, second: TestPerson): void
  /** Checks that all see the same, and that no record is damaged. */
  expectAgreement(): void
}

export function createTestJourney(start?: JourneyJson): TestJourney {
  const origin = start ? documentFromJson(start) : new Y.Doc()
  const people = new Map<string, TestPerson>()
  const exchangeBetween = (first: TestPerson, second: TestPerson): void => {
    send(first.doc, second.doc)
    send(second.doc, first.doc)
  }
  const everyone = (): TestPerson[] => [...people.values()]
  return {
    person(name) {
      const known = people.get(name)
      if (known) return known
      const person = createPerson(name)
      const [another] = everyone()
      send(another ? another.doc : origin, person.doc)
      people.set(name, person)
      return person
    },
    exchange() {
      for (const _round of [1, 2])
        for (const a of everyone()) for (const b of everyone()) if (a !== b) send(a.doc, b.doc)
    },
    exchangeBetween,
    expectAgreement() {
      const [first, ...others] = everyone().map((person) => person.sees())
      expect(first?.problems).toEqual([])
      for (const other of others) expect(other).toEqual(first)
    },
  }
}

const send = (from: Y.Doc, to: Y.Doc): void =>
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'network')

function createPerson(name: string): TestPerson {
  const doc = new Y.Doc()
  const undoManager = new Y.UndoManager(
    ALL_ROOTS.map((root) => doc.getMap(root)),
    { trackedOrigins: new Set(UNDOABLE_ORIGINS) },
  )
  const tries: TestPerson['tries'] = (command, args) => {
    undoManager.stopCapturing()
    let result: ReturnType<typeof command> | undefined
    transact(doc, ORIGINS.local, () => {
      result = command(doc, args)
    })
    if (!result) throw new Error('The command gave no result')
    return result
  }
  return {
    name,
    doc,
    tries,
    does(command, args) {
      const result = tries(command, args)
      if (!result.ok) throw new Error(`${name} was refused: ${result.reason} ${result.detail ?? ''}`)
      return result.value
    },
    undoes: () => void undoManager.undo(),
    redoes: () => void undoManager.redo(),
    sees: () => snapshotOf(doc),
  }
}

/** Fills an empty journey with the small one. */
export function drawSmallJourney(person: TestPerson): SmallJourney {
  const first = person.does(addStage, { title: 'Aware' })
  const second = person.does(addStage, { title: 'Buy' })
  const between = person.does(addStep, { stageId: first.stageId, title: 'Compare' })
  const lanes = {
    touchpoint: person.does(addLane, { kind: 'touchpoint' }).laneId,
    thought: person.does(addLane, { kind: 'thought' }).laneId,
    emotion: person.does(addLane, { kind: 'emotion' }).laneId,
    note: person.does(addLane, { kind: 'note' }).laneId,
  }
  const steps = [first.stepId, between.stepId, second.stepId] as const
  const card = (stepId: StepId, laneId: LaneId, title: string): CardId =>
    person.does(addCard, { stepId, laneId, title }).cardId
  return {
    stages: [first.stageId, second.stageId],
    steps,
    lanes,
    cards: [
      card(steps[0], lanes.touchpoint, 'See an advert'),
      card(steps[1], lanes.touchpoint, 'Visit the site'),
      card(steps[0], lanes.thought, 'Is it any good?'),
    ],
  }
}
