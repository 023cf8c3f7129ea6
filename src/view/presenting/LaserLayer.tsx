import { type RefObject, useEffect, useRef } from 'react'
import type { Presence } from '#shared/contract/presence.ts'
import { useView } from '../view-context.ts'
import { bringIntoSight, laserAt, placeOfLaser } from './laser-place.ts'

interface LaserLayerProps {
  /** What is pointed at. */
  readonly box: RefObject<HTMLElement | null>
  /** One's own laser. */
  readonly isOn: boolean
  /** Whose laser is to be seen; `null`: only one's own. */
  readonly leaderId: number | null
}

/** So much of the way to where it is said to be a dot goes in each frame: thirty places a second become one movement. */
const EASE = 0.35

/** The dot of a laser. It moves past React: what is drawn is one element's transform. */
export function LaserLayer({ box, isOn, leaderId }: LaserLayerProps) {
  const dot = useRef<HTMLDivElement>(null)
  useOwnLaser(box, dot, isOn)
  useLeadersLaser(box, dot, leaderId)
  return <div ref={dot} aria-hidden data-testid="laser" hidden className="present-laser" />
}

function useOwnLaser(box: RefObject<HTMLElement | null>, dot: RefObject<HTMLElement | null>, isOn: boolean): void {
  const { showPresence } = useView().collaboration
  useEffect(() => {
    const element = box.current
    if (!element || !isOn) return undefined
    const point = (event: PointerEvent): void => {
      const laser = laserAt(element, event.clientX, event.clientY)
      const { left, top } = element.getBoundingClientRect()
      show(dot.current, { x: event.clientX - left, y: event.clientY - top })
      showPresence({ laser })
    }
    const away = (): void => {
      show(dot.current, null)
      showPresence({ laser: null })
    }
    element.addEventListener('pointermove', point)
    element.addEventListener('pointerdown', point)
    element.addEventListener('pointerleave', away)
    return () => {
      element.removeEventListener('pointermove', point)
      element.removeEventListener('pointerdown', point)
      element.removeEventListener('pointerleave', away)
      away()
    }
  }, [box, dot, isOn, showPresence])
}

function useLeadersLaser(
  box: RefObject<HTMLElement | null>,
  dot: RefObject<HTMLElement | null>,
  leaderId: number | null,
): void {
  const { participants, subscribeToParticipant } = useView().collaboration
  useEffect(() => {
    const mark = dot.current
    if (leaderId === null) return undefined
    let laser: Presence['laser'] = null
    let at: { x: number; y: number } | null = null
    let frame = 0
    const draw = (): void => {
      frame = 0
      const to = laser && box.current ? placeOfLaser(box.current, laser) : null
      if (to === null) {
        at = null
        show(mark, null)
        return
      }
      at = at === null ? to : { x: at.x + (to.x - at.x) * EASE, y: at.y + (to.y - at.y) * EASE }
      show(mark, at)
      // What is pointed at may move as well: a map flies, a page is scrolled.
      frame = requestAnimationFrame(draw)
    }
    const hear = (): void => {
      const before = laser?.elementId
      laser = participants.getState().others.get(leaderId)?.laser ?? null
      if (laser?.elementId !== undefined && laser.elementId !== before && box.current)
        bringIntoSight(box.current, laser.elementId)
      if (frame === 0) frame = requestAnimationFrame(draw)
    }
    hear()
    const stop = subscribeToParticipant(leaderId, hear)
    return () => {
      stop()
      cancelAnimationFrame(frame)
      show(mark, null)
    }
  }, [box, dot, leaderId, participants, subscribeToParticipant])
}

function show(dot: HTMLElement | null, at: { readonly x: number; readonly y: number } | null): void {
  if (!dot) return
  dot.hidden = at === null
  if (at) dot.style.transform = `translate(${String(at.x)}px, ${String(at.y)}px)`
}
