import { useSyncExternalStore } from 'react'
import { usePreference } from '#src/ui/preferences.ts'
import { useCanvas } from '../canvas-context.ts'

/** On a narrower canvas it covers a good part of what one works on. */
const ROOM_FROM_PX = 1_080

interface MinimapChoice {
  readonly isOpen: boolean
  /** The canvas is narrow, and it is smaller. */
  readonly isSmall: boolean
  /** Which preference it is. */
  readonly name: 'hasMinimap' | 'hasMinimapWhenNarrow'
}

/** Whether the minimap is there: on a narrow canvas (a small window, or one beside a panel) only for whoever has asked for it on one. */
export function useMinimap(): MinimapChoice {
  const { view } = useCanvas()
  const isSmall = useSyncExternalStore(view.subscribeCalmly, () => view.get().width < ROOM_FROM_PX)
  const name = isSmall ? 'hasMinimapWhenNarrow' : 'hasMinimap'
  return { isOpen: usePreference(name), isSmall, name }
}
