import { useLayoutEffect, useRef } from 'react'
import { bandsFor, hasSameTitles } from '../bands.ts'
import { useCanvas, useLayoutPart } from '../canvas-context.ts'
import { useOverlay } from '../overlay-context.ts'
import { forwardWheel } from '../gestures/forward-wheel.ts'
import { laterParts } from '../later.ts'
import type { ViewState } from '../view.ts'
import { BandCorner } from './BandCorner.tsx'
import { BlueprintNames } from './BlueprintNames.tsx'
import { FoldedTitles } from './FoldedTitles.tsx'
import { LaneNames } from './LaneNames.tsx'
import { StageTitles } from './StageTitles.tsx'
import { StepTitles } from './StepTitles.tsx'
import { thinOut } from './thin-titles.ts'
import { zoomAll } from './zoomed.ts'

/** Of stages and of steps. */
const TITLE_ROWS = 2

/**
 * The sticky bands above the canvas: stage and step titles along the top, lane names along the left. They follow the viewport by
 * writing to their own elements; React renders them only when the journey changes. They are also
 * the frame of the grid that screen readers know; the cell where the keys are is added to it by `aria-owns`.
 */
export function TitleBands() {
  const core = useCanvas()
  const { view, scene, preview } = core
  const isOverlayOn = useOverlay()
  const ref = useRef<HTMLDivElement>(null)
  const rowCount = useLayoutPart((layout) => layout.rows.length)
  const columnCount = useLayoutPart((layout) => layout.columns.length)

  useLayoutEffect(() => {
    const root = ref.current
    if (!root) return undefined
    const follow = (now: ViewState): void => place(root, now, bandsFor(now, scene.told(), isOverlayOn))
    const layOut = (now: ViewState): void => {
      zoomTitles(root, now.zoom)
      thinOut(root, now.zoom)
      follow(now)
    }
    layOut(view.get())
    let frame = 0
    let shown = scene.get()
    const followAgain = (): void => {
      const before = shown
      shown = scene.get()
      if (hasSameTitles(before, shown)) return
      layOut(view.get())
      // And once more when the titles of what is new are there.
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => layOut(view.get()))
    }
    const stops = [
      view.subscribe(follow),
      view.subscribeCalmly(layOut),
      scene.subscribe(followAgain),
      preview.subscribe(() => laterParts()?.slideTitles(root, preview)),
    ]
    const stopWheel = forwardWheel(root)
    return () => {
      for (const stop of stops) stop()
      stopWheel()
      cancelAnimationFrame(frame)
    }
  }, [view, scene, preview, isOverlayOn])

  return (
    <div ref={ref} className="title-bands" data-readings={isOverlayOn || undefined}>
      <div
        role="grid"
        aria-label="Journey grid"
        aria-rowcount={rowCount + TITLE_ROWS}
        aria-colcount={columnCount + 1}
        aria-multiselectable
        aria-readonly={!core.canEdit}
        className="contents"
      >
        <div className="top-band">
          <div className="top-strip">
            <StageTitles />
            <StepTitles />
            <FoldedTitles />
          </div>
        </div>
        <div className="lane-band">
          <div className="lane-strip">
            <LaneNames />
            <BlueprintNames />
          </div>
        </div>
      </div>
      <BandCorner />
    </div>
  )
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000

/** Lays the titles out for a zoom. In between the strips are stretched, which costs nothing. */
function zoomTitles(root: HTMLElement, zoom: number): void {
  if (root.dataset['zoom'] === String(zoom)) return
  root.dataset['zoom'] = String(zoom)
  zoomAll(root, zoom)
}

/** `scaleX(…)` or nothing. */
const stretch = (axis: 'X' | 'Y', by: number): string => (by === 1 ? '' : ` scale${axis}(${by})`)

function place(root: HTMLElement, view: ViewState, bands: ReturnType<typeof bandsFor>): void {
  const { style } = root
  const height = bands.stageHeight + bands.stepHeight
  const set = (name: string, value: number): void => {
    const text = `${round(value)}px`
    if (style.getPropertyValue(name) !== text) style.setProperty(name, text)
  }
  set('--stage-height', bands.stageHeight)
  set('--step-height', bands.stepHeight)
  set('--lanes-width', bands.lanesWidth)
  root.toggleAttribute('data-far', bands.stepHeight === 0)
  const [grid, corner] = root.children
  const [top, lane] = grid?.children ?? []
  const move = (strip: Element | undefined | null, transform: string): void => {
    if (strip instanceof HTMLElement && strip.style.transform !== transform) strip.style.transform = transform
  }
  // Straight to the three: as variables of the root they would style all titles again in each frame. On whole pixels, so that words are sharp.
  const [left, upper] = [Math.round(bands.left), Math.round(bands.top)]
  move(top, `translate(${left + bands.lanesWidth}px, ${upper}px)`)
  move(lane, `translate(${left}px, ${upper + height}px)`)
  move(corner, `translate(${left}px, ${upper}px)`)
  const by = view.zoom / Number(root.dataset['zoom'])
  const [x, y] = [view.x - left - bands.lanesWidth, view.y - upper - height]
  move(top?.firstElementChild, `translateX(${Math.round(x)}px)${stretch('X', by)}`)
  move(lane?.firstElementChild, `translateY(${Math.round(y)}px)${stretch('Y', by)}`)
  if (by !== 1) return
  keepStageInSight(root, x, view.zoom)
  keepLaneInSight(root, y, view.zoom)
}

/** The words of the stage that begins left of the band's edge move along, so that one always sees where one is. */
function keepStageInSight(root: HTMLElement, offset: number, zoom: number): void {
  for (const stage of root.querySelectorAll<HTMLElement>('.stage-title')) {
    const left = Number(stage.dataset['x']) * zoom + offset
    const width = Number(stage.dataset['width']) * zoom
    const shift = left < 0 && left + width > 0 ? `${Math.round(Math.min(-left, Math.max(0, width - 90)))}px` : ''
    if (stage.style.getPropertyValue('--shift') !== shift) stage.style.setProperty('--shift', shift)
  }
}

const LANE_WORDS_PX = 46

/** The same for the lane that begins above the band's edge. */
function keepLaneInSight(root: HTMLElement, offset: number, zoom: number): void {
  for (const lane of root.querySelectorAll<HTMLElement>('.lane-place')) {
    const top = Number(lane.dataset['y']) * zoom + offset
    const height = Number(lane.dataset['height']) * zoom
    const shift =
      top < 0 && top + height > 0 ? `${Math.round(Math.min(-top, Math.max(0, height - LANE_WORDS_PX)))}px` : ''
    if (lane.style.getPropertyValue('--shift') === shift) continue
    lane.style.setProperty('--shift', shift)
    lane.toggleAttribute('data-shifted', shift !== '')
  }
}
