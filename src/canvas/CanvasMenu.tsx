import { useCallback, useEffect, useState } from 'react'
import { useCanvas } from './canvas-context.ts'
import type { MenuWish } from './CanvasMenuBox.tsx'
import { fetchLaterParts, useLaterParts } from './later.ts'
import { selectionAnchor } from './selection-anchor.ts'

/** A right press that moved this far was a pan. */
const STILL_PX = 4
const TITLES = '[data-testid=stage], [data-testid=step], [data-testid=lane]'

/** What can be done with the thing under a right click that did not pan, under a long press, or at the selection by key. */
export function CanvasMenu() {
  const core = useCanvas()
  const later = useLaterParts()
  const [wish, setWish] = useState<MenuWish | null>(null)
  const forget = useCallback(() => setWish(null), [])

  useEffect(() => {
    const root = core.root()
    if (!root) return undefined
    const open = (wanted: MenuWish): void => {
      setWish(wanted)
      void fetchLaterParts()
    }
    let down: PointerEvent | undefined
    const onDown = (event: PointerEvent): void => {
      down = event.button === 2 ? event : undefined
    }
    const onUp = (event: PointerEvent): void => {
      if (event.button !== 2 || !down || !isOnPane(event.target)) return
      if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > STILL_PX) return
      open({ about: 'point', at: event })
    }
    const onContextMenu = (event: MouseEvent): void => {
      if (!(event.target instanceof Element) || event.target.matches('.menu-anchor')) return
      const title = event.target.closest<HTMLElement>(TITLES)
      if (!title && !isOnPane(event.target)) return
      event.preventDefault()
      if (title) open({ about: 'title', title, at: event })
      // Of a mouse the release opens it, because a right drag pans.
      else if (event instanceof PointerEvent && event.pointerType !== 'mouse' && event.pointerType !== '')
        open({ about: 'point', at: event })
    }
    root.addEventListener('pointerdown', onDown)
    root.addEventListener('pointerup', onUp)
    root.addEventListener('contextmenu', onContextMenu)
    const stopRequests = core.state.subscribe(({ menuRequest }, before) => {
      if (menuRequest === before.menuRequest || menuRequest === null) return
      open({ about: 'selection', at: selectionAnchor(core) })
    })
    return () => {
      root.removeEventListener('pointerdown', onDown)
      root.removeEventListener('pointerup', onUp)
      root.removeEventListener('contextmenu', onContextMenu)
      stopRequests()
    }
  }, [core])

  return later && <later.CanvasMenuBox wish={wish} onHeard={forget} />
}

const isOnPane = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.canvas-pane') !== null
