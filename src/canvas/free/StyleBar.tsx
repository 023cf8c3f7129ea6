import { cardRect } from '#shared/layout/find.ts'
import { rectAround } from '#shared/layout/rect.ts'
import type { Card } from '#shared/model/records/card.ts'
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { focusElement } from '../keyboard/focus-element.ts'
import { toScreen } from '../view.ts'
import { barPlace } from './bar-place.ts'
import { StyleBarTools } from './StyleBarTools.tsx'
import { useSelectedFreeCards } from './use-selected-free.ts'

/** The bar comes back when the view has rested for so long. */
const REST_MS = 140
/** Clear of the handles around the selection. */
const GAP_PX = { fine: 24, coarse: 44 } as const
/** The tools at the lower edge keep their room. */
const TOOLS_PX = 60

/** What can be changed about the selected free cards, beside them. Not there while one drags, draws or types, nor for those who only look. */
export function StyleBar() {
  const { canEdit } = useCanvas()
  const cards = useSelectedFreeCards()
  const isBusy = useCanvasState(
    ({ dragging, marquee, draft, isResizing, connecting, linkMode }) =>
      dragging !== null || marquee !== null || draft !== null || isResizing || connecting !== null || linkMode !== null,
  )
  if (!canEdit || cards.length === 0 || isBusy) return null
  return <Bar cards={cards} />
}

function Bar({ cards }: { readonly cards: readonly Card[] }) {
  const core = useCanvas()
  const ref = useRef<HTMLDivElement>(null)

  // After every render, too: the cards may be elsewhere, and the bar wider.
  useLayoutEffect(() => {
    const bar = ref.current
    if (!bar) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const place = (): void => {
      const { view, scene } = core
      const now = view.get()
      const rect = rectAround(cards.flatMap((card) => cardRect(scene.get(), card.id) ?? []))
      const at =
        rect &&
        barPlace(
          { ...toScreen(now, rect), width: rect.width * now.zoom, height: rect.height * now.zoom },
          { width: bar.offsetWidth, height: bar.offsetHeight },
          { width: now.width, height: now.height, bottom: now.height - TOOLS_PX },
          window.matchMedia('(pointer: coarse)').matches ? GAP_PX.coarse : GAP_PX.fine,
        )
      if (at) bar.style.translate = `${at.x}px ${at.y}px`
      bar.toggleAttribute('data-away', at === undefined)
    }
    const hide = (): void => {
      bar.toggleAttribute('data-away', true)
      clearTimeout(timer)
      timer = setTimeout(place, REST_MS)
    }
    place()
    const stop = core.view.subscribe(hide)
    return () => {
      stop()
      clearTimeout(timer)
    }
  })

  const onKeyDown = (event: KeyboardEvent): void => {
    const { anchor } = core.editor.selection.getState()
    if (event.key === 'Escape' && anchor !== null && !event.defaultPrevented) {
      event.preventDefault()
      focusElement(core, anchor)
    } else if (ref.current && moveFocus(ref.current, event.key)) event.preventDefault()
  }
  return (
    <div
      ref={ref}
      role="toolbar"
      tabIndex={-1}
      aria-label="Style"
      data-testid="style-bar"
      className="style-bar"
      onKeyDown={onKeyDown}
    >
      <StyleBarTools cards={cards} />
    </div>
  )
}

/** Arrow keys go along the bar, Home and End to its ends; tells whether the key was one of them. */
function moveFocus(bar: HTMLElement, key: string): boolean {
  const buttons = [...bar.querySelectorAll<HTMLElement>('button:not(:disabled)')]
  const now = buttons.indexOf(document.activeElement as HTMLElement)
  if (now < 0) return false
  const count = buttons.length
  const to = { ArrowLeft: (now - 1 + count) % count, ArrowRight: (now + 1) % count, Home: 0, End: count - 1 }[key]
  if (to !== undefined) buttons[to]?.focus()
  return to !== undefined || key === 'ArrowUp' || key === 'ArrowDown'
}
