import type { Presence } from '#shared/contract/presence.ts'

type Laser = NonNullable<Presence['laser']>

const share = (at: number, from: number, size: number): number => (size > 0 ? (at - from) / size : 0)
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/**
 * Where a pointer is, in words that mean the same however the journey is laid out: a share of the element that lies there, else of what is
 * shown at all.
 */
export function laserAt(box: HTMLElement, clientX: number, clientY: number): Laser {
  const under = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-element-id]')
  const element = under && box.contains(under) ? under : null
  const { left, top, width, height } = (element ?? box).getBoundingClientRect()
  const elementId = element?.dataset['elementId']
  return {
    x: rounded(share(clientX, left, width)),
    y: rounded(share(clientY, top, height)),
    ...(elementId !== undefined && { elementId }),
  }
}

/** Where that is here, relative to what is shown; `null`: what is pointed at is not on this screen. */
export function placeOfLaser(
  box: HTMLElement,
  { x, y, elementId }: Laser,
): { readonly x: number; readonly y: number } | null {
  const around = box.getBoundingClientRect()
  if (elementId === undefined) return { x: x * around.width, y: y * around.height }
  const rect = box.querySelector(`[data-element-id="${CSS.escape(elementId)}"]`)?.getBoundingClientRect()
  if (!rect) return null
  return { x: rect.left - around.left + x * rect.width, y: rect.top - around.top + y * rect.height }
}

/** On pages to read, what is pointed at is scrolled to; on the map whoever presents has it in sight. */
export function bringIntoSight(box: HTMLElement, elementId: string): void {
  const element = box.querySelector(`[data-element-id="${CSS.escape(elementId)}"]`)
  if (element && !element.closest('.map-box')) element.scrollIntoView({ block: 'nearest' })
}
