import { type ReactNode, Suspense, useCallback } from 'react'
import { drawingBounds } from '#shared/drawing/drawing-parts.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Slide } from '#shared/model/selectors/slides-in-order.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { JourneyMap } from '../map/JourneyMap.tsx'
import { rectOfStage } from '../map/rect-of-element.ts'
import { Freshness } from '../numbers/Freshness.tsx'
import { NumberChips } from '../numbers/NumberChips.tsx'
import { OverviewPage } from '../reading/OverviewPage.tsx'
import { StagePage } from '../reading/StagePage.tsx'
import { useSnapshot } from '../view-context.ts'

interface SlideFaceProps {
  readonly slide: Slide
  readonly isPhone: boolean
}

/** One slide: on a desktop the map, which flies to it; on a phone the same to read. */
export const SlideFace = ({ slide, isPhone }: SlideFaceProps): ReactNode =>
  isPhone ? <ReadingSlide slide={slide} /> : <MapSlide slide={slide} />

function MapSlide({ slide }: { readonly slide: Slide }) {
  const { info } = useSnapshot()
  const { kind, id } = slide
  const frame = useCallback(
    (layout: JourneyLayout) => (kind === 'stage' ? rectOfStage(layout, id) : undefined) ?? drawingBounds(layout),
    [kind, id],
  )
  return (
    <>
      <header className="flex min-h-16 shrink-0 flex-wrap items-center gap-x-5 gap-y-1 px-6 py-3">
        <h2 className="min-w-0 text-2xl font-semibold text-balance break-words text-ink" dir="auto">
          {slide.title}
        </h2>
        {kind === 'stage' && <NumberChips elementId={id} measures={['cases', 'conversion', 'dropOff', 'timeToNext']} />}
        {kind === 'overview' && info.scenario !== '' && (
          <p className="line-clamp-2 min-w-0 flex-1 basis-96 text-sm text-ink-muted" dir="auto">
            {info.scenario}
          </p>
        )}
        {kind === 'overview' && <Freshness className="shrink-0" />}
      </header>
      <Suspense fallback={<div className="flex-1" />}>
        <JourneyMap frame={frame} frameKey={id} stageId={kind === 'stage' ? id : undefined} />
      </Suspense>
    </>
  )
}

function ReadingSlide({ slide }: { readonly slide: Slide }) {
  const snapshot = useSnapshot()
  const stages = stagesInOrder(snapshot)
  const shown = slide.kind === 'view' ? stages : stages.filter(({ id }) => id === slide.id)
  return (
    <div key={slide.id} tabIndex={0} className="min-h-0 flex-1 touch-pan-y overflow-y-auto -outline-offset-2">
      {slide.kind === 'overview' && <OverviewPage onPage={null} />}
      {slide.kind === 'view' && (
        <h2 className="px-4 pt-5 text-2xl font-semibold break-words text-ink">{slide.title}</h2>
      )}
      {shown.map((stage) => (
        <StagePage
          key={stage.id}
          stage={stage}
          place={`${String(stages.indexOf(stage) + 1)} of ${String(stages.length)}`}
          onlyPassing={slide.kind === 'view'}
        />
      ))}
    </div>
  )
}
