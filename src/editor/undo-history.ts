import * as Y from 'yjs'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { UNDOABLE_ORIGINS } from '#shared/model/origins.ts'
import { ALL_ROOTS } from '#shared/model/read-snapshot.ts'
import { isInside, othersBuiltOn, recordsMade } from './others-work.ts'

/** What can be undone and redone, for buttons and menus. */
export interface UndoState {
  readonly undoCount: number
  readonly redoCount: number
  /** What the next undo takes back, in lower case, e.g. `move`; `null` when there is nothing. */
  readonly undoLabel: string | null
  readonly redoLabel: string | null
}

/** An undo or redo that took place. */
export interface UndoneStep {
  readonly label: string
  /** What was selected then. */
  readonly selection: readonly string[]
}

export type UndoReason =
  | 'nothing-to-undo'
  /** Others have changed the same thing since; the step is dropped and nothing happens. */
  | 'changed-since'

export interface UndoHistory {
  readonly state: StoreApi<UndoState>
  /** Is this a transaction of undo or redo? */
  readonly isOrigin: (origin: unknown) => boolean
  /** Says what the transaction that follows is, and whether it starts a step of its own. */
  readonly expect: (step: {
    readonly label: () => string
    readonly selection: readonly string[]
    readonly continues: boolean
  }) => void
  /** Tells again, since the words of a step are known now. */
  readonly retell: () => void
  readonly undo: (selectionNow: readonly string[]) => Result<UndoneStep, UndoReason>
  readonly redo: (selectionNow: readonly string[]) => Result<UndoneStep, UndoReason>
  readonly close: () => void
}

/** What a step remembers beside its changes. */
interface StepMeta {
  readonly label: () => string
  /** What is selected again when it is taken back. */
  readonly selection: readonly string[]
  /** The records that it made, once it was taken back for the first time. */
  readonly made: ReadonlySet<string>
}

/**
 * Undo of one's own commands only. Yjs keeps what others wrote over one's own value; beyond that:
 * - taking back a creation marks the record as deleted, as deleting does, so that what somebody types in it meanwhile is not lost
 *   and redo brings it back whole;
 * - a record that others have built on is never taken away;
 * - a value whose predecessor cannot come back, because somebody else wrote at the same moment, stays: Yjs alone would leave the
 *   field without any value;
 * - a step of which nothing is left to take back does not silently take back an older one instead.
 */
export function createUndoHistory(doc: Y.Doc): UndoHistory {
  let untouchable: ReadonlySet<Y.Map<unknown>> = new Set()
  let taken: StackItem | undefined
  let next: StepMeta = NO_META
  const manager = new Y.UndoManager(
    ALL_ROOTS.map((root) => doc.getMap(root)),
    {
      trackedOrigins: new Set(UNDOABLE_ORIGINS),
      // Steps are told apart by gestures, not by time.
      captureTimeout: Number.MAX_SAFE_INTEGER,
      deleteFilter: (item) => !isInside(item, untouchable) && !(taken && isOnlyValueLeft(item, taken)),
    },
  )
  const state = createStore<UndoState>(() => ({ undoCount: 0, redoCount: 0, undoLabel: null, redoLabel: null }))
  const tell = (): void => {
    const { undoStack, redoStack } = manager
    state.setState({
      undoCount: undoStack.length,
      redoCount: redoStack.length,
      undoLabel: undoStack.length > 0 ? metaOf(undoStack.at(-1)).label() : null,
      redoLabel: redoStack.length > 0 ? metaOf(redoStack.at(-1)).label() : null,
    })
  }
  manager.on('stack-item-added', ({ stackItem }) => {
    stackItem.meta.set(META, next)
    tell()
  })
  manager.on('stack-cleared', tell)

  const takeBack = (kind: 'undo' | 'redo', selectionNow: readonly string[]): Result<UndoneStep, UndoReason> => {
    const [from, to] = kind === 'undo' ? (['undoStack', 'redoStack'] as const) : (['redoStack', 'undoStack'] as const)
    const step = manager[from].at(-1)
    if (!step) return refused('nothing-to-undo')
    const older = manager[from].slice(0, -1)
    const { label, selection, made: madeBefore } = metaOf(step)
    const madeNow = kind === 'undo' ? recordsMade(doc, step.insertions) : new Map<string, Y.Map<unknown>>()
    const made = new Set([...madeBefore, ...madeNow.keys()])
    const kept = kind === 'undo' ? othersBuiltOn(doc, made) : made
    if (kind === 'undo' && [...madeBefore].some((id) => kept.has(id))) {
      manager[from] = older
      tell()
      return refused('changed-since', label())
    }
    next = { label, selection: selectionNow, made }
    untouchable = new Set(madeNow.values())
    taken = step
    // The manager goes on to the step before when nothing is left of one. So it is handed a stack of one, while the true stack is in
    // its place again before the work starts (it is consulted on whose a value is).
    manager[from] = [step]
    const countBefore = manager[to].length
    doc.once('beforeTransaction', () => {
      manager[from] = older
      for (const [id, record] of madeNow) if (!kept.has(id)) record.set('deletedAt', Date.now())
    })
    try {
      manager[kind]()
    } finally {
      untouchable = new Set()
      taken = undefined
      tell()
    }
    if (manager[to].length === countBefore) return refused('changed-since', label())
    return done({ label: label(), selection })
  }

  return {
    state,
    isOrigin: (origin) => origin === manager,
    expect({ continues, label, selection }) {
      next = { ...NO_META, label, selection }
      if (!continues) manager.stopCapturing()
    },
    retell: tell,
    undo: (selectionNow) => takeBack('undo', selectionNow),
    redo: (selectionNow) => takeBack('redo', selectionNow),
    close: () => manager.destroy(),
  }
}

type StackItem = Y.UndoManager['undoStack'][number]

/** Asked when older values have come back already: is this still the value of a field that had another before the step? */
function isOnlyValueLeft(item: Y.Item, step: StackItem): boolean {
  const { parent, parentSub } = item
  if (parentSub === null || !(parent instanceof Y.AbstractType) || parent._map.get(parentSub) !== item) return false
  for (let older = item.left; older !== null; older = older.left) {
    if (Y.isDeleted(step.deletions, older.id)) return true
  }
  return false
}

const META = 'step'
const NO_META: StepMeta = { label: () => 'change', selection: [], made: new Set() }

const metaOf = (item: StackItem | undefined): StepMeta => (item?.meta.get(META) as StepMeta | undefined) ?? NO_META
