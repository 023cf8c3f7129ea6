import type * as Y from 'yjs'
import type { StoreApi } from 'zustand/vanilla'
import { refused, type Result } from '#shared/lib/result.ts'
import type { Command } from '#shared/model/commands/command.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { lastText, type TextRoot, storedText } from '#shared/model/commands/texts.ts'
import { SCHEMA_VERSION, schemaVersionOf } from '#shared/model/migrations.ts'
import { ORIGINS, transact } from '#shared/model/origins.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { elementKindOf } from '#shared/model/selectors/element-kind-of.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { copiedText, selectedCards } from './copied-text.ts'
import { type Carets, createCarets } from './carets/carets.ts'
import { afterPaint } from './frames.ts'
import { createLens, type Lens, sightOf } from './lens.ts'
import { createLiveSnapshot, type ShowInParts } from './live-snapshot.ts'
import { createSelection, forgetMissing, selectIds, type SelectionState, type SelectMode } from './selection.ts'
import { loadStepLabels, stepLabel } from './step-labels.ts'
import { createUndoHistory, type UndoneStep, type UndoReason, type UndoState } from './undo-history.ts'

export interface RunOptions {
  /** Joins the undo step before it: the next letter, the next card of one gesture. */
  readonly continues?: boolean
  /** Letters that their field shows already: everything else is told of them once they are painted. */
  readonly isTyped?: boolean
}

/** Why nothing may be changed at all. */
export type ClosedReason =
  /** This person may look, not change. */
  | 'read-only'
  /** The journey was written by a newer Waymark: it can be read here, not changed. */
  | 'newer-version'

/** One open journey: what it holds, what is selected, and the only way to change it. */
export interface Editor {
  /** The journey as plain data. Records that did not change keep their identity. */
  readonly getSnapshot: () => JourneySnapshot
  /** Has, and tells, what others changed at once instead of with the next frame. */
  readonly readNow: () => void
  /** A gesture of one's own goes on: for a moment, others' changes are shown more seldom. To be called with each of its events. */
  readonly giveWay: () => void
  /** From now on others' changes are shown so while a gesture goes on. */
  readonly showInParts: (way: ShowInParts | undefined) => void
  /** Called after every change of the snapshot, with whether it was one's own; gives the way to stop. */
  readonly subscribe: (listener: (isOwn: boolean) => void) => () => void
  /** Called only when this record changed. */
  readonly subscribeCard: (id: string, listener: () => void) => () => void
  readonly canEdit: boolean
  /** Runs a command as one undo step. A refusal changes nothing. */
  readonly run: <Args, Value, Reason extends string>(
    command: Command<Args, Value, Reason>,
    args: Args,
    options?: RunOptions,
  ) => Result<Value, Reason | ClosedReason>
  /** Takes back one's own latest step and selects what was selected then. */
  readonly undo: () => Result<UndoneStep, UndoReason | ClosedReason>
  readonly redo: () => Result<UndoneStep, UndoReason | ClosedReason>
  readonly undoState: StoreApi<UndoState>
  readonly selection: StoreApi<SelectionState>
  /** How one looks at the journey: filter, and what becomes of the cards that do not pass. Cards that it hides are let go of. */
  readonly lens: StoreApi<Lens>
  /** A newer Waymark wrote in it: it can be read here, not changed. */
  readonly isNewer: () => boolean
  /** Who types in which text, and where in it. */
  readonly carets: Carets
  readonly select: (ids: Iterable<string>, mode?: SelectMode) => void
  /** Starts editing a text in place; does nothing for those who may not edit, and for a locked card. */
  readonly startEditing: (elementId: string, field?: string) => void
  readonly stopEditing: () => void
  /** The selected cards (and those of selected steps, stages and lanes) as text for the clipboard; empty when there are none. */
  readonly copy: () => string
  /** Like `copy`, and deletes what is selected. */
  readonly cut: () => string
  readonly deleteSelection: () => Result<
    { readonly deletedIds: readonly string[] },
    'unknown-element' | 'locked' | ClosedReason
  >
  /** A stored text, for the text binding only: everything else reads the snapshot and runs commands. */
  readonly textOf: (root: TextRoot, id: string, field: string) => Y.Text | undefined
  /** What a step or lane was called, also one that is deleted: cards that stood in it say where they came from. */
  readonly lastTitleOf: (root: 'stages' | 'steps' | 'lanes', id: string) => string
  /** Stops following the document. */
  readonly close: () => void
}

/** Opens an editor on a document. The document outlives it. */
export function createEditor(doc: Y.Doc, { canEdit }: { readonly canEdit: boolean }): Editor {
  const history = createUndoHistory(doc)
  const live = createLiveSnapshot(doc, (origin) => history.isOrigin(origin))
  const selection = createSelection()
  const exists = (id: string): boolean => elementKindOf(live.get(), id) !== undefined
  const stopForgetting = live.subscribe(() => forgetMissing(selection, exists))
  const lens = createLens()
  const stopHiding = lens.subscribe((state) => {
    const sight = sightOf(state, live.get())
    const isSeen = (id: string): boolean => {
      const card = live.get().cards.get(id as CardId)
      return !card || sight?.(card) !== 'hidden'
    }
    if (sight) forgetMissing(selection, isSeen)
  })
  const selectedIds = (): readonly string[] => [...selection.getState().ids]

  const closedReason = (): ClosedReason | undefined => {
    if (!canEdit) return 'read-only'
    return schemaVersionOf(doc) > SCHEMA_VERSION ? 'newer-version' : undefined
  }

  const run: Editor['run'] = (command, args, { continues = false, isTyped = false } = {}) => {
    const closed = closedReason()
    if (closed) return refused(closed)
    history.expect({ label: stepLabel(command, args, history.retell), selection: selectedIds(), continues })
    let result: ReturnType<typeof command> | undefined
    const origin = isTyped ? ORIGINS.localTyped : continues ? ORIGINS.localContinued : ORIGINS.local
    transact(doc, origin, () => {
      result = command(doc, args)
    })
    return result as ReturnType<typeof command>
  }

  const takeBack = (kind: 'undo' | 'redo'): Result<UndoneStep, UndoReason | ClosedReason> => {
    const closed = closedReason()
    if (closed) return refused(closed)
    const step = history[kind](selectedIds())
    if (step.ok) selectIds(selection, step.value.selection.filter(exists), 'replace')
    return step
  }

  const editor: Editor = {
    getSnapshot: live.get,
    readNow: live.readNow,
    giveWay: live.giveWay,
    showInParts: live.showInParts,
    subscribe: live.subscribe,
    subscribeCard: live.subscribeRecord,
    canEdit,
    run,
    undo: () => takeBack('undo'),
    redo: () => takeBack('redo'),
    undoState: history.state,
    selection,
    lens,
    isNewer: () => schemaVersionOf(doc) > SCHEMA_VERSION,
    carets: createCarets(),
    select: (ids, mode = 'replace') => selectIds(selection, ids, mode),
    startEditing(elementId, field = 'title') {
      if (closedReason() || !exists(elementId) || live.get().cards.get(elementId as CardId)?.isLocked) return
      selection.setState({ editingId: elementId, editingField: field })
      // Not in between the first letters.
      afterPaint(() => void loadStepLabels())
    },
    stopEditing: () => selection.setState({ editingId: null, editingField: null }),
    copy() {
      const cards = selectedCards(live.get(), selection.getState().ids)
      return cards.length > 0 ? copiedText(live.get(), cards) : ''
    },
    cut() {
      const text = closedReason() ? '' : editor.copy()
      if (text === '') return ''
      // The cards of a step or lane that is cut travel with it: none of them stays behind without a cell.
      const cards = selectedCards(live.get(), selection.getState().ids).map((card) => card.id)
      run(deleteElements, { ids: [...selectedIds(), ...cards] })
      return text
    },
    deleteSelection: () => run(deleteElements, { ids: selectedIds() }),
    textOf: (root, id, field) => storedText(doc, { root, id, field }),
    lastTitleOf: (root, id) => lastText(doc, root, id, 'title'),
    close() {
      stopForgetting()
      stopHiding()
      live.close()
      history.close()
    },
  }
  return editor
}
