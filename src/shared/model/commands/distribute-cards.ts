import { done } from '#shared/lib/result.ts'
import type { CardId } from '../records/card.ts'
import type { Command } from './command.ts'
import { type FreeUnit, freeUnits, type FreeUnitsReason, moveUnits } from './free-units.ts'

export interface DistributeCardsArgs {
  readonly cardIds: readonly CardId[]
  readonly axis: 'horizontal' | 'vertical'
}

/** Spreads three or more free cards so that the gaps between them are equal; the outermost stay. Frames take along what lies in them. */
export const distributeCards: Command<DistributeCardsArgs, void, FreeUnitsReason> = (doc, { cardIds, axis }) => {
  const units = freeUnits(doc, cardIds, 3)
  if (!units.ok) return units
  const isAcross = axis === 'horizontal'
  const start = ({ box }: FreeUnit): number => (isAcross ? box.x : box.y)
  const size = ({ box }: FreeUnit): number => (isAcross ? box.width : box.height)
  const middle = (unit: FreeUnit): number => start(unit) + size(unit) / 2
  const inOrder = [...units.value].sort((a, b) => middle(a) - middle(b))
  const from = Math.min(...inOrder.map(start))
  const to = Math.max(...inOrder.map((unit) => start(unit) + size(unit)))
  const taken = inOrder.reduce((sum, unit) => sum + size(unit), 0)
  const gap = (to - from - taken) / (inOrder.length - 1)
  let at = from
  moveUnits(
    inOrder.map((unit) => {
      const by = at - start(unit)
      at += size(unit) + gap
      return { unit, dx: isAcross ? by : 0, dy: isAcross ? 0 : by }
    }),
  )
  return done(undefined)
}
