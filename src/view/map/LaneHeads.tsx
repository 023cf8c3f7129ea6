import { useLayoutEffect, useRef } from 'react'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { LANE_NAMES_WIDTH_PX } from '#shared/layout/sizes.ts'
import type { MapCamera } from './create-camera.ts'

interface HeadsProps {
  readonly layout: JourneyLayout
  readonly camera: MapCamera
}

/** The names of the lanes; they stay at the left edge when one pans to the right. */
export function LaneHeads({ layout, camera }: HeadsProps) {
  const heads = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const show = (): void => {
      const { x, y, zoom } = camera.store.getState()
      const left = Math.max(0, x - LANE_NAMES_WIDTH_PX * zoom)
      if (heads.current)
        heads.current.style.transform = `translate(${String(left)}px, ${String(y)}px) scale(${String(zoom)})`
    }
    show()
    return camera.store.subscribe(show)
  }, [camera])
  return (
    <div ref={heads} className="absolute top-0 left-0 origin-top-left" style={{ width: LANE_NAMES_WIDTH_PX }}>
      {layout.rows.map(({ laneId, kind, y, height }) => {
        const lane = layout.snapshot.lanes.get(laneId)
        return (
          <div
            key={laneId}
            data-element-id={laneId}
            tabIndex={-1}
            className="absolute left-0 w-full overflow-hidden border-b border-line py-2.5 pr-2 pl-4 text-sm font-semibold"
            style={{
              top: y,
              height,
              background: `var(--lane-${kind}-soft)`,
              boxShadow: `inset 4px 0 0 var(--lane-${kind})`,
              color: `var(--lane-${kind}-ink)`,
            }}
          >
            <span className="line-clamp-3 break-words" dir="auto">
              {lane?.title || 'Unnamed lane'}
            </span>
          </div>
        )
      })}
    </div>
  )
}
