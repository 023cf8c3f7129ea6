import { useCallback, useContext, useRef, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { assert } from '#shared/lib/assert.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { EditorContext } from './editor-context.ts'
import type { Editor } from './editor.ts'
import type { UndoState } from './undo-history.ts'

/** The open journey. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  assert(editor, 'useEditor is used outside of an open journey')
  return editor
}

/** The whole journey; renders again on every change of it. Prefer `useSnapshotPart` and `useCard`. */
export function useSnapshot(): JourneySnapshot {
  const editor = useEditor()
  return useSyncExternalStore(editor.subscribe, editor.getSnapshot)
}

/**
 * A part of the journey; renders again only when the part is another by `Object.is`. Use selectors (they remember their answer) or
 * pick a map, a record or a plain value; what is made anew on each call must be remembered by the caller.
 */
export function useSnapshotPart<Part>(select: (snapshot: JourneySnapshot) => Part): Part {
  const editor = useEditor()
  const last = useRef<{ readonly snapshot: JourneySnapshot; readonly select: unknown; readonly part: Part } | null>(
    null,
  )
  const read = (): Part => {
    const snapshot = editor.getSnapshot()
    // React asks several times between two changes and insists on the same answer.
    if (last.current?.snapshot !== snapshot || last.current.select !== select) {
      last.current = { snapshot, select, part: select(snapshot) }
    }
    return last.current.part
  }
  return useSyncExternalStore(editor.subscribe, read)
}

/** One card; renders again only when this card changes. `undefined` once it is gone. */
export function useCard(id: CardId): Card | undefined {
  const editor = useEditor()
  const subscribe = useCallback((listener: () => void) => editor.subscribeCard(id, listener), [editor, id])
  return useSyncExternalStore(subscribe, () => editor.getSnapshot().cards.get(id))
}

/** The ids of the selected elements. */
export const useSelection = (): ReadonlySet<string> => useStore(useEditor().selection, (state) => state.ids)

/** Whether one element is selected; renders again only when that changes. */
export const useIsSelected = (id: string): boolean => useStore(useEditor().selection, (state) => state.ids.has(id))

/** What can be undone and redone. */
export const useUndoState = (): UndoState => useStore(useEditor().undoState)
