import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Result } from '#shared/lib/result.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import type { Command } from '#shared/model/commands/command.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { cardsOfCell } from '#shared/model/selectors/cards-by-cell.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import {
  createTestJourney,
  drawSmallJourney,
  type SmallJourney,
  type TestJourney,
  type TestPerson,
} from '#tests/support/test-journey.ts'

/** What the tests of a command find: the small journey, a free card, two personas. */
export interface World extends SmallJourney {
  readonly free: CardId
  readonly personas: readonly [PersonaId, PersonaId]
  readonly dataset: DatasetId
}

/** What every command is held to: does, undoes and redoes, refuses without a trace, and agrees with a peer who acted at once. */
export interface Case<Args, Value, Reason extends string, Found = World> {
  readonly args: (world: Found) => Args
  readonly does: (after: JourneySnapshot, world: Found, value: Value) => void
  readonly refuses: readonly (readonly [reason: Reason, args: (world: Found) => Args])[]
  /** What a peer does at the same time, and what then holds for both. */
  readonly beside: readonly [
    peer: (peer: TestPerson, world: Found) => void,
    both: (after: JourneySnapshot, world: Found, value: Value) => void,
  ]
}

/** An id that nothing has. */
export const GONE = 'gone'
/** A title that is too long. */
export const LONG = 'x'.repeat(2_001)
export const titles = (records: Iterable<{ readonly title: string }>): string[] =>
  [...records].map(({ title }) => title)
export const inCell = (snapshot: JourneySnapshot, stepId: StepId, laneId: LaneId): string[] =>
  titles(cardsOfCell(snapshot, stepId, laneId))
export const rule = (event: string) => ({ events: [event], channels: [], where: [] })

/** Two people on the same journey. */
export function start() {
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

/** Tests a command in all four ways. */
export function command<Args, Value, Reason extends string>(
  name: string,
  run: Command<Args, Value, Reason>,
  held: NoInfer<Case<Args, Value, Reason>>,
): void {
  commandIn(start, name, run, held)
}

/** Two people on a journey of one's own making, and what there is in it. */
interface Start<Found> {
  readonly journey: TestJourney
  readonly world: Found
  readonly ana: TestPerson
  readonly ben: TestPerson
}

/** The same on another journey than the small one. */
export function commandIn<Args, Value, Reason extends string, Found>(
  begin: () => Start<Found>,
  name: string,
  run: Command<Args, Value, Reason>,
  held: NoInfer<Case<Args, Value, Reason, Found>>,
): void {
  describe(name, () => {
    it('does', () => {
      const { ana, world } = begin()
      const value = ana.does(run, held.args(world))
      held.does(ana.sees(), world, value)
      expect(ana.sees().problems).toEqual([])
    })

    it('undoes and redoes', () => {
      const { ana, world } = begin()
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
        const { ana, world } = begin()
        const before = Y.encodeStateAsUpdate(ana.doc)
        const result: Result<unknown, string> = ana.tries(run, args(world))
        expect(result).toMatchObject({ ok: false, reason })
        expect(Y.encodeStateAsUpdate(ana.doc)).toEqual(before)
      })
    }

    it('agrees with a peer who acts at the same time', () => {
      const { journey, ana, ben, world } = begin()
      const value = ana.does(run, held.args(world))
      const [peer, both] = held.beside
      peer(ben, world)
      journey.exchange()
      journey.expectAgreement()
      both(ben.sees(), world, value)
    })
  })
}
