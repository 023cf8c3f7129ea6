const LIT_MS = 2_400

/** Whether the person wants nothing to move. */
export const prefersStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Brings the part of the page that shows an element into sight, and marks it for a moment. Tells whether there is one. */
export function lightUp(root: HTMLElement | null, elementId: string): boolean {
  const part = root?.querySelector<HTMLElement>(`[data-element-id="${CSS.escape(elementId)}"]`)
  const lane = part ?? root?.querySelector<HTMLElement>(`[data-lane-id="${CSS.escape(elementId)}"]`)
  if (!lane) return false
  // A head that sticks is in sight wherever one scrolls.
  if (getComputedStyle(lane).position !== 'sticky')
    lane.scrollIntoView({ block: 'center', behavior: prefersStill() ? 'instant' : 'smooth' })
  lane.dataset['lit'] = ''
  setTimeout(() => delete lane.dataset['lit'], LIT_MS)
  return true
}
