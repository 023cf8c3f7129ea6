import type { KeyboardEvent } from 'react'

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/**
 * The `onKeyDownCapture` of a radio group: an arrow chooses the next radio at once. Radix itself moves the focus a moment later and chooses
 * only if the key is still down by then, so that a key let go quickly moved the focus and chose nothing.
 */
export function chooseByArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key]
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]:not(:disabled)')]
  const now = radios.findIndex((radio) => radio === event.target)
  if (now === -1) return
  event.preventDefault()
  event.stopPropagation()
  const next = radios.at((now + step) % radios.length)
  next?.focus()
  next?.click()
}
