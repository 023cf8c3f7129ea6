import { clsx } from 'clsx'
import { useLayoutEffect, useRef } from 'react'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { HEADER_HEIGHT_PX, STAGE_TITLE_HEIGHT_PX, STEP_TITLE_HEIGHT_PX } from '#shared/layout/sizes.ts'
import { NumberChips } from '../numbers/NumberChips.tsx'
import type { MapCamera } from './create-camera.ts'

/** A stage with room for all of its numbers beside its name. */
const WIDE_PX = 300

interface HeadsProps {
  readonly layout: JourneyLayout
  readonly camera: MapCamera
  /** The stage that is spoken of: the others step back. */
  readonly stageId?: string | undefined
}

/** The titles of stages and steps with their numbers; they stay at the upper edge when one pans down. */
export function StepHeads({ layout, camera, stageId: spoken }: HeadsProps) {
  const { snapshot } = layout
  const isAside = (stageId: string): boolean => spoken !== undefined && spoken !== stageId
  const heads = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const show = (): void => {
      const { x, y, zoom } = camera.store.getState()
      const top = Math.max(0, y - HEADER_HEIGHT_PX * zoom)
      if (heads.current)
        heads.current.style.transform = `translate(${String(x)}px, ${String(top)}px) scale(${String(zoom)})`
    }
    show()
    return camera.store.subscribe(show)
  }, [camera])
  return (
    <div
      ref={heads}
      className="absolute top-0 left-0 origin-top-left bg-canvas"
      style={{ width: layout.width, height: HEADER_HEIGHT_PX }}
    >
      {layout.stages.map(({ stageId, x, width }) => {
        const stage = snapshot.stages.get(stageId)
        return (
          <div
            key={stageId}
            data-element-id={stageId}
            tabIndex={-1}
            className="absolute top-0 flex items-center gap-2 overflow-hidden rounded-lg bg-surface-raised px-3 shadow-card"
            style={{ left: x + 2, width: width - 4, height: STAGE_TITLE_HEIGHT_PX - 4 }}
          >
            {stage?.isCollapsed !== true && (
              <>
                <h2
                  className={clsx(
                    'min-w-0 truncate text-base',
                    isAside(stageId) ? 'text-ink-muted' : 'font-semibold text-ink',
                  )}
                  dir="auto"
                  title={stage?.title}
                >
                  {stage?.title || 'Untitled stage'}
                </h2>
                {!isAside(stageId) && (
                  <NumberChips
                    elementId={stageId}
                    measures={width < WIDE_PX ? ['conversion'] : ['cases', 'conversion', 'dropOff']}
                    isTight
                    className="min-w-0 shrink-[0.2]"
                  />
                )}
              </>
            )}
          </div>
        )
      })}
      {layout.columns.map(({ stepId, fold, stageId, x, width }) => {
        const step = stepId === null || fold !== null ? undefined : snapshot.steps.get(stepId)
        return (
          step && (
            <div
              key={step.id}
              data-element-id={step.id}
              tabIndex={-1}
              className="absolute flex flex-col justify-center overflow-hidden rounded-sm px-3"
              style={{ left: x, width, top: STAGE_TITLE_HEIGHT_PX, height: STEP_TITLE_HEIGHT_PX }}
            >
              <h3
                className={clsx('truncate text-sm', isAside(stageId) ? 'text-ink-muted' : 'font-semibold text-ink')}
                dir="auto"
                title={step.title}
              >
                {step.title || 'Untitled step'}
              </h3>
              {!isAside(stageId) && (
                <NumberChips
                  elementId={step.id}
                  measures={['cases', 'conversion']}
                  isTight
                  className="-ml-1 max-w-full self-start"
                />
              )}
            </div>
          )
        )
      })}
    </div>
  )
}
