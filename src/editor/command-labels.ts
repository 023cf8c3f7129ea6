import { addCard } from '#shared/model/commands/add-card.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { addLane } from '#shared/model/commands/add-lane.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { addStage } from '#shared/model/commands/add-stage.ts'
import { addStep } from '#shared/model/commands/add-step.ts'
import { bindMatchingNames } from '#shared/model/commands/bind-matching-names.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { moveLane } from '#shared/model/commands/move-lane.ts'
import { movePersona } from '#shared/model/commands/move-persona.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { moveStep } from '#shared/model/commands/move-step.ts'
import { pasteCards } from '#shared/model/commands/paste-cards.ts'
import { pasteTable } from '#shared/model/commands/paste-table.ts'
import { removeBinding } from '#shared/model/commands/remove-binding.ts'
import { resizeFreeCard } from '#shared/model/commands/resize-free-card.ts'
import { resizeLane } from '#shared/model/commands/resize-lane.ts'
import { resizeStep } from '#shared/model/commands/resize-step.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import { setCollapsed } from '#shared/model/commands/set-collapsed.ts'
import { setJourneyInfo } from '#shared/model/commands/set-journey-info.ts'
import { spanCards } from '#shared/model/commands/span-cards.ts'
import { setText } from '#shared/model/commands/set-text.ts'

/** What a command is called after "Undo" and "Redo". By identity: a minified build has no function names. */
const LABELS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [addCard, 'add card'],
  [addFreeCard, 'add card'],
  [addLane, 'add lane'],
  [addLink, 'add link'],
  [addPersona, 'add persona'],
  [addStage, 'add stage'],
  [addStep, 'add step'],
  [bindMatchingNames, 'bind matching names'],
  [deleteElements, 'delete'],
  [editCards, 'change cards'],
  [editFields, 'change'],
  [editText, 'typing'],
  [moveCards, 'move'],
  [moveLane, 'move lane'],
  [movePersona, 'move persona'],
  [moveStage, 'move stage'],
  [moveStep, 'move step'],
  [pasteCards, 'paste'],
  [pasteTable, 'paste'],
  [removeBinding, 'unbind'],
  [resizeFreeCard, 'resize'],
  [resizeLane, 'resize lane'],
  [resizeStep, 'resize step'],
  [setBinding, 'bind'],
  [setCollapsed, 'collapse or expand'],
  [setJourneyInfo, 'change journey'],
  [spanCards, 'change of span'],
  [setText, 'typing'],
])

/** The words for a command's undo step, in lower case. */
export const labelOf = (command: unknown): string => LABELS.get(command) ?? 'change'
