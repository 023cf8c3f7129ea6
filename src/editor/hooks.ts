import { startTransition, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { assert } from '#shared/lib/assert.ts'
import type { CardFilter } from '#shared/model/records/saved-view.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { EditorContext } from './editor-context.ts'
import type { Editor } from './editor.ts'
import { throttled } from './throttled.ts'

/** The open journey. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  assert(editor, 'useEditor is used outside of an open journey')
  return editor
}

/** While one types in place, or others change the journey, panels follow no more often than so: each letter would render all of them. */
const CALM_MS = 400
/** What one types in place is shown at the first pause, or after so long. */
const TYPED_LONGEST_MS = 2_000

/**
 * The whole journey; renders again after every change of it, when nothing more urgent is left to do: panels that show it never hold up
 * a keystroke or a frame of the canvas. Prefer `useSnapshotPart`.
 */
export function useSnapshot(): JourneySnapshot {
  const editor = useEditor()
  const [, setShown] = useState(editor.getSnapshot)
  useEffect(() => {
    const show = (): void => startTransition(() => setShown(editor.getSnapshot()))
    const showCalmly = throttled(CALM_MS, show)
    let typed: ReturnType<typeof setTimeout> | undefined
    let typedSince: number | undefined
    const showTyped = (): void => {
      typedSince = undefined
      show()
    }
    const showAtPause = (): void => {
      const now = performance.now()
      typedSince ??= now
      clearTimeout(typed)
      typed = setTimeout(showTyped, Math.min(CALM_MS, typedSince + TYPED_LONGEST_MS - now))
    }
    const follow = (isOwn: boolean): void => {
      if (!isOwn) showCalmly()
      else if (editor.selection.getState().editingId === null) show()
      else showAtPause()
    }
    // What changed before the first subscription.
    show()
    const stops = [
      editor.subscribe(follow),
      editor.selection.subscribe((now, before) => {
        if (now.editingId === null && before.editingId !== null) show()
      }),
    ]
    return () => {
      showCalmly.cancel()
      clearTimeout(typed)
      for (const stop of stops) stop()
    }
  }, [editor])
  // A render for any other reason shows what there is now, too.
  return editor.getSnapshot()
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

/** The ids of the selected elements. */
export const useSelection = (): ReadonlySet<string> => useStore(useEditor().selection, (state) => state.ids)

/** The filter through which one looks. */
export const useFilter = (): CardFilter => useStore(useEditor().lens, (lens) => lens.filter)

/** Whether one element is selected; renders again only when that changes. */
export const useIsSelected = (id: string): boolean => useStore(useEditor().selection, (state) => state.ids.has(id))
