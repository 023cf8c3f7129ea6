import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { PreviewStore } from '../preview.ts'

/** Puts titles where the preview has them, by styles only. */
export function slideTitles(root: HTMLElement, preview: PreviewStore): void {
  const now = preview.get()
  for (const element of root.querySelectorAll<HTMLElement>('.stage-title, .step-title, .lane-place')) {
    const isLane = element.classList.contains('lane-place')
    const id =
      element.dataset['elementId'] ?? element.querySelector<HTMLElement>('[data-element-id]')?.dataset['elementId']
    const from = now && id ? placeOf(now.base, id) : undefined
    const to = now && id ? placeOf(now.layout, id) : undefined
    const by = from && to ? to.at - from.at : 0
    const isResized = from && to && to.size !== from.size
    const size = isResized ? `calc(${to.size}px * var(--zoom))` : ''
    const shift = by === 0 ? '' : isLane ? `0 calc(${by}px * var(--zoom))` : `calc(${by}px * var(--zoom)) 0`
    Object.assign(element.style, {
      translate: shift,
      ...(isLane ? { minHeight: size, maxHeight: size } : { minWidth: size, maxWidth: size }),
    })
  }
}

function placeOf(layout: JourneyLayout, id: string): { readonly at: number; readonly size: number } | undefined {
  const row = layout.rows.find((one) => one.laneId === id)
  if (row) return { at: row.y, size: row.height }
  const column = layout.columns.find((one) => one.stepId === id) ?? layout.stages.find((one) => one.stageId === id)
  return column && { at: column.x, size: column.width }
}
