import type * as Y from 'yjs'
import { newId } from '#shared/lib/ids.ts'
import { done, refused } from '#shared/lib/result.ts'
import { CARD_KINDS_OF_LANE, type CardId } from '../records/card.ts'
import type { LaneId } from '../records/lane.ts'
import type { StageId } from '../records/stage.ts'
import type { StepId } from '../records/step.ts'
import { addStep } from './add-step.ts'
import { newCardRecord } from './card-fields.ts'
import { cellEnds, laneKindOf } from './cells.ts'
import { storedColumns, storedLanes, storedStages, storedSteps } from './columns.ts'
import type { Command } from './command.ts'
import { hasRoom, insertRecord, isTextTooLong } from './stored.ts'

export interface PasteTableArgs {
  /** The upper left cell. */
  readonly stepId: StepId
  readonly laneId: LaneId
  /**
   * Rows from top to bottom, each a list of cells from left to right, each a list of card titles. Lanes below take the next rows,
   * steps to the right the next cells; empty titles are left out.
   */
  readonly rows: readonly (readonly (readonly string[])[])[]
}

/**
 * Fills cells to the right and down, as a spreadsheet does. More columns than there are steps: the last stage gets more steps.
 * More rows than there are lanes is refused, since nobody can tell what kind of lane a row would be.
 */
export const pasteTable: Command<
  PasteTableArgs,
  { readonly cardIds: readonly CardId[] },
  'unknown-element' | 'nothing-to-paste' | 'too-many-rows' | 'too-many' | 'too-many-cards' | 'text-too-long'
> = (doc, { stepId, laneId, rows }) => {
  const columns = [...storedColumns(doc)]
  const lanes = storedLanes(doc)
  const [column, row] = [columns.indexOf(stepId), lanes.indexOf(laneId)]
  if (column < 0 || row < 0) return refused('unknown-element')
  const titles = rows.flat(2).filter((title) => title !== '')
  if (titles.length === 0) return refused('nothing-to-paste')
  if (row + rows.length > lanes.length) {
    return refused('too-many-rows', `${rows.length} rows, but only ${lanes.length - row} lanes from here down`)
  }
  if (titles.some((title) => isTextTooLong('cards', { title }))) return refused('text-too-long')
  if (!hasRoom(doc, 'cards', titles.length)) return refused('too-many-cards')
  const missing = column + Math.max(...rows.map((cells) => cells.length)) - columns.length
  if (missing > 0 && !hasRoom(doc, 'steps', missing)) return refused('too-many')

  const lastStage = storedStages(doc).findLast((stage) => storedSteps(doc, stage.id).length > 0)?.id as StageId
  for (let added = 0; added < missing; added++) {
    const step = addStep(doc, { stageId: lastStage })
    if (step.ok) columns.push(step.value.stepId)
  }
  const endOf = cellEnds(doc)
  const cardIds: CardId[] = []
  for (const [down, cells] of rows.entries()) {
    for (const [right, wanted] of cells.entries()) {
      const at = { stepId: columns[column + right] as StepId, laneId: lanes[row + down] as LaneId }
      const filled = wanted.filter((title) => title !== '')
      cardIds.push(...addTitles(doc, at, filled, endOf))
    }
  }
  return done({ cardIds })
}

function addTitles(
  doc: Y.Doc,
  at: { readonly stepId: StepId; readonly laneId: LaneId },
  titles: readonly string[],
  endOf: ReturnType<typeof cellEnds>,
): CardId[] {
  const kind = CARD_KINDS_OF_LANE[laneKindOf(doc, at.laneId) ?? 'note'][0] ?? 'note'
  return titles.map((title) => {
    const cardId = newId<'card'>()
    const place = { kind: 'cell', ...at, order: endOf(at.stepId, at.laneId) }
    insertRecord(doc, 'cards', cardId, { ...newCardRecord(doc, kind, { title }), place })
    return cardId
  })
}
