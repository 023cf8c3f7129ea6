import { type ComponentType, type FocusEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import { fetchAhead } from './late.ts'
import type { TooltipWordsProps } from './TooltipWords.tsx'

const OPEN_DELAY_MS = 400
/** So soon after one tooltip the next shows at once. */
const NEXT_AT_ONCE_MS = 300

const load = async () => (await import('./TooltipWords.tsx')).TooltipWords
fetchAhead(load)

/** Of all tooltips of the page one is shown. */
let shown: { readonly hide: () => void } | null = null
let hiddenAt = Number.NEGATIVE_INFINITY

interface ShownTooltip {
  readonly trigger: HTMLElement
  readonly Words: ComponentType<TooltipWordsProps>
}

/** When a tooltip shows: a moment after the pointer rests on its trigger, at once on focus. When it goes, once the pointer has left, Radix tells. */
export function useTooltip() {
  const [tooltip, setTooltip] = useState<ShownTooltip | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const self = useRef<{ readonly hide: () => void } | null>(null)
  const isPointed = useRef(false)
  const isPressed = useRef(false)

  const hide = useCallback(() => {
    clearTimeout(timer.current)
    if (self.current === null) return
    if (shown === self.current) {
      shown = null
      hiddenAt = performance.now()
    }
    self.current = null
    setTooltip(null)
  }, [])
  useEffect(() => hide, [hide])

  const show = (trigger: HTMLElement): void => {
    clearTimeout(timer.current)
    if (self.current !== null) return
    shown?.hide()
    const mine = { hide }
    self.current = mine
    shown = mine
    load().then(
      (Words) => {
        if (self.current === mine) setTooltip({ trigger, Words })
      },
      // Its words stand elsewhere, too.
      () => hide(),
    )
  }
  const events = {
    onPointerMove: ({ pointerType, currentTarget }: PointerEvent<HTMLElement>) => {
      if (pointerType === 'touch' || isPointed.current) return
      isPointed.current = true
      const isAtOnce = shown !== null || performance.now() - hiddenAt < NEXT_AT_ONCE_MS
      if (isAtOnce) show(currentTarget)
      else timer.current = setTimeout(() => show(currentTarget), OPEN_DELAY_MS)
    },
    onPointerLeave: () => {
      isPointed.current = false
      clearTimeout(timer.current)
      // Nobody tells when the pointer has left what is still to come.
      if (tooltip === null) hide()
    },
    onPointerDown: () => {
      hide()
      isPressed.current = true
      document.addEventListener('pointerup', () => (isPressed.current = false), { once: true })
    },
    // No words when a dialog or menu that closes gives the focus back: they would take the Escape that is meant for what lies below.
    onFocus: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!isPressed.current && relatedTarget !== null) show(currentTarget)
    },
    onBlur: hide,
    onClick: hide,
  }
  return { tooltip, events, hide }
}
