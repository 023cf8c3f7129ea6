import * as Y from 'yjs'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { UNDOABLE_ORIGINS } from '#shared/model/origins.ts'
import { ALL_ROOTS } from '#shared/model/read-snapshot.ts'
import { isInside, recordsWithOthersWork } from './others-work.ts'

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
    readonly label: string
    readonly selection: readonly string[]
    readonly continues: boolean
  }) => void
  readonly undo: (selectionNow: readonly string[]) => Result<UndoneStep, UndoReason>
  readonly redo: (selectionNow: readonly string[]) => Result<UndoneStep, UndoReason>
  readonly close: () => void
}

/**
 * Undo of one's own commands only. Yjs keeps what others wrote over one's own value; beyond that, a record that one has made and
 * others have built on is never taken away, and a step of which nothing is left does not silently undo an older one instead.
 */
export function createUndoHistory(doc: Y.Doc): UndoHistory {
  let kept: ReadonlySet<Y.Map<unknown>> = new Set()
  let expected: { readonly label: string; readonly selection: readonly string[] } = { label: 'change', selection: [] }
  const manager = new Y.UndoManager(
    ALL_ROOTS.map((root) => doc.getMap(root)),
    {
      trackedOrigins: new Set(UNDOABLE_ORIGINS),
      // Steps are told apart by gestures, not by time.
      captureTimeout: Number.MAX_SAFE_INTEGER,
      deleteFilter: (item) => !isInside(item, kept),
    },
  )
  const state = createStore<UndoState>(() => ({ undoCount: 0, redoCount: 0, undoLabel: null, redoLabel: null }))
  const tell = (): void => {
    const [undo, redo] = [manager.undoStack, manager.redoStack]
    state.setState({
      undoCount: undo.length,
      redoCount: redo.length,
      undoLabel: labelOfItem(undo.at(-1)),
      redoLabel: labelOfItem(redo.at(-1)),
    })
  }
  manager.on('stack-item-added', ({ stackItem }) => {
    const popped = manager.currStackItem?.meta
    stackItem.meta.set('label', popped?.get('label') ?? expected.label)
    stackItem.meta.set('selection', popped?.get('selectionAfter') ?? expected.selection)
    if (popped) stackItem.meta.set('selectionAfter', popped.get('selection'))
    tell()
  })
  manager.on('stack-cleared', tell)

  /**
   * Takes the newest step back, and only that one: when nothing is left of it, the manager would go on to the one before. So it is
   * handed a stack of one, while the true stack is in its place again before the work starts (it is consulted on whose a value is).
   */
  const takeBack = (kind: 'undo' | 'redo', selectionNow: readonly string[]): Result<UndoneStep, UndoReason> => {
    const name = `${kind}Stack` as const
    const step = manager[name].at(-1)
    if (!step) return refused('nothing-to-undo')
    const older = manager[name].slice(0, -1)
    step.meta.set('selectionAfter', selectionNow)
    kept = recordsWithOthersWork(doc, step.insertions)
    manager[name] = [step]
    doc.once('beforeTransaction', () => {
      manager[name] = older
    })
    try {
      const hasChanged = manager[kind]() !== null
      if (!hasChanged) return refused('changed-since', labelOfItem(step) ?? undefined)
    } finally {
      kept = new Set()
      tell()
    }
    return done({ label: labelOfItem(step) ?? 'change', selection: selectionOf(step) })
  }

  return {
    state,
    isOrigin: (origin) => origin === manager,
    expect({ continues, ...step }) {
      expected = step
      if (!continues) manager.stopCapturing()
    },
    undo: (selectionNow) => takeBack('undo', selectionNow),
    redo: (selectionNow) => takeBack('redo', selectionNow),
    close: () => manager.destroy(),
  }
}

type StackItem = Y.UndoManager['undoStack'][number]

const labelOfItem = (item: StackItem | undefined): string | null =>
  (item?.meta.get('label') as string | undefined) ?? null

const selectionOf = (item: StackItem): readonly string[] =>
  (item.meta.get('selection') as readonly string[] | undefined) ?? []
