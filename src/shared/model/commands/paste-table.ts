import type * as Y from 'yjs'
import { newId } from '#shared/lib/ids.ts'
import { done, refused } from '#shared/lib/result.ts'
import { CARD_KINDS_OF_LANE, type CardId } from '../records/card.ts'
import type { LaneId } from '../records/lane.ts'
import type { StageId } from '../records/stage.ts'
import type { StepId } from '../records/step.ts'
import { addLane } from './add-lane.ts'
import { addStep } from './add-step.ts'
import { newCardRecord } from './card-fields.ts'
import { cellEnds, laneKindOf } from './cells.ts'
import { storedColumns, storedLanes, storedStages, storedSteps } from './columns.ts'
import type { Command } from './command.ts'
import { hasRoom, insertRecord, isTextTooLong } from './stored.ts'

/** A card of a pasted table: its title, and what did not fit into one. */
export interface TableCard {
  readonly title: string
  readonly details?: string
}

export interface PasteTableArgs {
  /** The upper left cell. */
  readonly stepId: StepId
  readonly laneId: LaneId
  /**
   * Rows from top to bottom, each a list of cells from left to right, each a list of cards (or their titles). Lanes below take the next
   * rows, steps to the right the next cells; empty titles are left out.
   */
  readonly rows: readonly (readonly (readonly (string | TableCard)[])[])[]
  /** More rows than there are lanes get lanes for notes at the end. */
  readonly addsLanes?: boolean
}

/**
 * Fills cells to the right and down, as a spreadsheet does. More columns than there are steps: the last stage gets more steps.
 * More rows than there are lanes is refused unless it is asked for, since nobody can tell what kind of lane a row would be.
 */
export const pasteTable: Command<
  PasteTableArgs,
  { readonly cardIds: readonly CardId[] },
  'unknown-element' | 'nothing-to-paste' | 'too-many-rows' | 'too-many' | 'too-many-cards' | 'text-too-long'
> = (doc, { stepId, laneId, rows, addsLanes = false }) => {
  const columns = [...storedColumns(doc)]
  const lanes = [...storedLanes(doc)]
  const [column, row] = [columns.indexOf(stepId), lanes.indexOf(laneId)]
  if (column < 0 || row < 0) return refused('unknown-element')
  const table = rows.map((cells) => cells.map((cell) => cell.map(tableCard).filter(({ title }) => title !== '')))
  const cards = table.flat(2)
  if (cards.length === 0) return refused('nothing-to-paste')
  const lanesMissing = row + rows.length - lanes.length
  if (lanesMissing > 0 && !addsLanes) {
    return refused('too-many-rows', `${rows.length} rows, but only ${lanes.length - row} lanes from here down`)
  }
  if (cards.some((card) => isTextTooLong('cards', { ...card }))) return refused('text-too-long')
  if (!hasRoom(doc, 'cards', cards.length)) return refused('too-many-cards')
  const missing = column + rows.reduce((most, cells) => Math.max(most, cells.length), 0) - columns.length
  if (missing > 0 && !hasRoom(doc, 'steps', missing)) return refused('too-many')
  if (lanesMissing > 0 && !hasRoom(doc, 'lanes', lanesMissing)) return refused('too-many')

  const lastStage = storedStages(doc).findLast((stage) => storedSteps(doc, stage.id).length > 0)?.id as StageId
  for (let added = 0; added < missing; added++) {
    const step = addStep(doc, { stageId: lastStage })
    if (step.ok) columns.push(step.value.stepId)
  }
  for (let added = 0; added < lanesMissing; added++) {
    const lane = addLane(doc, { kind: 'note' })
    if (lane.ok) lanes.push(lane.value.laneId)
  }
  const endOf = cellEnds(doc)
  const cardIds: CardId[] = []
  for (const [down, cells] of table.entries()) {
    for (const [right, filled] of cells.entries()) {
      const at = { stepId: columns[column + right] as StepId, laneId: lanes[row + down] as LaneId }
      cardIds.push(...addCards(doc, at, filled, endOf))
    }
  }
  return done({ cardIds })
}

const tableCard = (card: string | TableCard): TableCard => (typeof card === 'string' ? { title: card } : card)

function addCards(
  doc: Y.Doc,
  at: { readonly stepId: StepId; readonly laneId: LaneId },
  cards: readonly TableCard[],
  endOf: ReturnType<typeof cellEnds>,
): CardId[] {
  const kind = CARD_KINDS_OF_LANE[laneKindOf(doc, at.laneId) ?? 'note'][0] ?? 'note'
  return cards.map((card) => {
    const cardId = newId<'card'>()
    const place = { kind: 'cell', ...at, order: endOf(at.stepId, at.laneId) }
    insertRecord(doc, 'cards', cardId, { ...newCardRecord(doc, kind, { ...card }), place })
    return cardId
  })
}
