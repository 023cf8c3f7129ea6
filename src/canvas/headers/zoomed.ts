import type { CSSProperties } from 'react'
import { roomFor } from '#src/ui/room.ts'
import type { CanvasCore } from '../canvas-context.ts'

/** All elements of the bands that lie in journey pixels. */
const ZOOMED = [
  '.stage-title, .step-title, .folded-title, .add-first-step, .add-stage',
  '.lane-place, .scale-name, .blueprint-name, .add-lane',
].join()

/** A style that may say `var(--zoom)`. Every element has a zoom of its own: inherited, it would style all that is in it again each frame. */
export const zoomed = ({ view }: Pick<CanvasCore, 'view'>, style: CSSProperties): CSSProperties =>
  ({ ...style, '--zoom': view.get().zoom }) as CSSProperties

/** Tells all of them the zoom, and the readings in them how much room that leaves them. */
export function zoomAll(root: HTMLElement, zoom: number): void {
  for (const element of root.querySelectorAll<HTMLElement>(ZOOMED)) element.style.setProperty('--zoom', String(zoom))
  for (const { dataset } of root.querySelectorAll<HTMLElement>('.title-readings')) {
    const room = String(roomFor(Number(dataset['width']) * zoom - Number(dataset['inset'])))
    if (dataset['room'] !== room) dataset['room'] = room
  }
}
