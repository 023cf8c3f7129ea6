import { Activity, Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { JourneyCanvas } from '#src/canvas/JourneyCanvas.tsx'
import { type CanvasPorts, CanvasPortsContext } from '#src/canvas/ports.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { Spinner } from '#src/ui/Spinner.tsx'
import { late } from '#src/ui/late.ts'
import { tellUsable } from '#src/ui/usable.ts'
import { focusShownView } from './go-to-area.ts'

const Outline = late(async () => (await import('#src/features/outline/Outline.tsx')).Outline)
const Dashboard = late(async () => (await import('#src/features/metrics/dashboard/Dashboard.tsx')).Dashboard)
const Table = late(async () => (await import('#src/features/table/Table.tsx')).Table)

interface JourneyMainProps {
  readonly ports: CanvasPorts
  readonly overlay: boolean
  /** Shows an element on the canvas. */
  readonly onGoTo: (elementId: string) => void
  readonly onOpenData: () => void
}

/** The journey in the view that one has chosen. The canvas stays where it was while one looks at another view; it does no work then. */
export function JourneyMain({ ports, overlay, onGoTo, onOpenData }: JourneyMainProps) {
  const { lens, canEdit } = useEditor()
  const mode = useStore(lens, (state) => state.mode)
  const [hasCanvas, setHasCanvas] = useState(mode === 'canvas')
  if (mode === 'canvas' && !hasCanvas) setHasCanvas(true)
  // The canvas tells for itself.
  useEffect(() => {
    if (mode !== 'canvas') tellUsable()
  }, [mode])
  const [firstMode] = useState(mode)
  const [hasChanged, setHasChanged] = useState(false)
  if (mode !== firstMode && !hasChanged) setHasChanged(true)
  return (
    <main aria-label="Journey" className="relative min-h-0 min-w-0 flex-1">
      <CanvasPortsContext value={ports}>
        {hasCanvas && (
          <Activity mode={mode === 'canvas' ? 'visible' : 'hidden'}>
            <JourneyCanvas overlay={overlay} readOnly={!canEdit} />
          </Activity>
        )}
        <Suspense
          fallback={
            <div className="flex h-full items-center justify-center">
              <Spinner />
            </div>
          }
        >
          {mode === 'outline' && <Outline />}
          {mode === 'table' && <Table />}
          {mode === 'numbers' && <Dashboard onGoTo={onGoTo} onOpenData={onOpenData} />}
          {hasChanged && <TakeFocus key={mode} />}
        </Suspense>
      </CanvasPortsContext>
    </main>
  )
}

/** Beside what may still have to come: it is mounted with it. */
function TakeFocus() {
  useEffect(() => {
    // Rows are there once there is room for them.
    const frame = requestAnimationFrame(focusShownView)
    return () => cancelAnimationFrame(frame)
  }, [])
  return null
}
