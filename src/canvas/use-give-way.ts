import { useEffect } from 'react'
import type { CanvasCore } from './canvas-context.ts'
import { SELF } from './drag-offsets.ts'

/** While one moves the view or drags cards, what others do is shown more seldom: each frame that it takes would be felt. */
export function useGiveWay({ editor, view, offsets }: CanvasCore): void {
  useEffect(() => {
    const stops = [
      view.subscribe(editor.giveWay),
      offsets.subscribe((who) => {
        if (who === SELF) editor.giveWay()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [editor, view, offsets])
}
