import { useEffect } from 'react'
import type { CanvasCore } from '../canvas-context.ts'

/** The presence shape allows so many ids. */
const SELECTION_MAX = 500

/** Tells the others what one has selected and is typing in. */
export function useOwnPresence(core: CanvasCore): void {
  useEffect(() => {
    const { editor, ports } = core
    const stop = editor.selection.subscribe((now, before) => {
      if (now.ids !== before.ids) ports().showPresence({ selection: [...now.ids].slice(0, SELECTION_MAX) })
      if (now.editingId !== before.editingId) ports().showPresence({ editing: now.editingId })
    })
    return () => {
      stop()
      ports().showPresence({ cursor: null, selection: [], drag: null, editing: null })
    }
  }, [core])
}
