import type { Command } from '#shared/model/commands/command.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { addLane } from '#shared/model/commands/add-lane.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { addStage } from '#shared/model/commands/add-stage.ts'
import { addStep } from '#shared/model/commands/add-step.ts'
import { addView } from '#shared/model/commands/add-view.ts'
import { type AlignCardsArgs, alignCards } from '#shared/model/commands/align-cards.ts'
import { bindMatchingNames } from '#shared/model/commands/bind-matching-names.ts'
import { type DeleteElementsArgs, deleteElements } from '#shared/model/commands/delete-elements.ts'
import { type DistributeCardsArgs, distributeCards } from '#shared/model/commands/distribute-cards.ts'
import { type EditCardsArgs, editCards } from '#shared/model/commands/edit-cards.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { type MoveCardsArgs, moveCards } from '#shared/model/commands/move-cards.ts'
import { moveLane } from '#shared/model/commands/move-lane.ts'
import { movePersona } from '#shared/model/commands/move-persona.ts'
import { moveLineEnds } from '#shared/model/commands/move-line-ends.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { moveStep } from '#shared/model/commands/move-step.ts'
import { moveView } from '#shared/model/commands/move-view.ts'
import { type PasteCardsArgs, pasteCards } from '#shared/model/commands/paste-cards.ts'
import { type PasteTableArgs, pasteTable } from '#shared/model/commands/paste-table.ts'
import { removeBinding } from '#shared/model/commands/remove-binding.ts'
import { replaceWords } from '#shared/model/commands/replace-words.ts'
import { type ResizeFreeCardsArgs, resizeFreeCards } from '#shared/model/commands/resize-free-cards.ts'
import { resizeLane } from '#shared/model/commands/resize-lane.ts'
import { resizeStep } from '#shared/model/commands/resize-step.ts'
import { type RestackCardsArgs, restackCards } from '#shared/model/commands/restack-cards.ts'
import { restoreElements } from '#shared/model/commands/restore-elements.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import { setCollapsed } from '#shared/model/commands/set-collapsed.ts'
import { setJourneyInfo } from '#shared/model/commands/set-journey-info.ts'
import { spanCards } from '#shared/model/commands/span-cards.ts'
import { setTarget } from '#shared/model/commands/set-target.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import { type StyleCardsArgs, styleCards } from '#shared/model/commands/style-cards.ts'

type Words = string | ((args: never) => string)

/** `move`, `move of 3 cards`. */
const counted = (verb: string, count: number, noun: string): string =>
  count > 1 ? `${verb} of ${count} ${noun}s` : verb

/** What a command is called after "Undo" and "Redo". By identity: a minified build has no function names. */
const LABELS: ReadonlyMap<unknown, Words> = new Map<unknown, Words>([
  [addCard, 'add card'],
  [addFreeCard, 'add card'],
  [addLane, 'add lane'],
  [addLink, 'add link'],
  [addPersona, 'add persona'],
  [addStage, 'add stage'],
  [addStep, 'add step'],
  [addView, 'save view'],
  [alignCards, ({ cardIds }: AlignCardsArgs) => counted('align', cardIds.length, 'card')],
  [bindMatchingNames, 'bind matching names'],
  [deleteElements, ({ ids }: DeleteElementsArgs) => counted('delete', ids.length, 'element')],
  [distributeCards, ({ cardIds }: DistributeCardsArgs) => counted('spread', cardIds.length, 'card')],
  [editCards, ({ cardIds }: EditCardsArgs) => counted('change', cardIds.length, 'card')],
  [editFields, 'change'],
  [editText, 'typing'],
  [moveCards, ({ cardIds }: MoveCardsArgs) => counted('move', cardIds.length, 'card')],
  [moveLane, 'move lane'],
  [moveLineEnds, 'move end of line'],
  [movePersona, 'move persona'],
  [moveStage, 'move stage'],
  [moveStep, 'move step'],
  [moveView, 'move view'],
  [pasteCards, ({ cards }: PasteCardsArgs) => counted('paste', cards.length, 'card')],
  [
    pasteTable,
    ({ rows }: PasteTableArgs) => counted('paste', rows.flat(2).filter((card) => card !== '').length, 'card'),
  ],
  [removeBinding, 'unbind'],
  [replaceWords, 'replace'],
  [resizeFreeCards, ({ boxes }: ResizeFreeCardsArgs) => counted('resize', boxes.length, 'card')],
  [resizeLane, 'resize lane'],
  [resizeStep, 'resize step'],
  [restackCards, ({ cardIds }: RestackCardsArgs) => counted('reorder', cardIds.length, 'card')],
  [restoreElements, 'bring back'],
  [setBinding, 'bind'],
  [setTarget, 'target'],
  [setCollapsed, 'collapse or expand'],
  [setJourneyInfo, 'change journey'],
  [spanCards, 'change of span'],
  [setText, 'typing'],
  [styleCards, ({ cardIds }: StyleCardsArgs) => counted('restyle', cardIds.length, 'card')],
])

/** The words for the undo step that a command makes, in lower case; they count what several things happen to. */
export function labelOf<Args>(command: Command<Args, unknown, string>, args: Args): string {
  const words = LABELS.get(command) ?? 'change'
  return typeof words === 'string' ? words : (words as (of: Args) => string)(args)
}
