import { ReactFlowProvider, ViewportPortal } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
// In this order: later ones refine earlier ones.
import './styles/canvas.css'
import './styles/cards.css'
import './styles/free.css'
import './styles/images.css'
import './styles/kinds.css'
import './styles/layers.css'
import './styles/selection.css'
import './styles/style-bar.css'
import './styles/titles.css'
import './styles/tools.css'
import './styles/tray.css'
import './styles/forced-colors.css'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useEditor } from '#src/editor/hooks.ts'
import { useActions } from '#src/ui/actions.ts'
import { bandsFor, insetsOf } from './bands.ts'
import { CanvasMenu } from './CanvasMenu.tsx'
import { canvasActions } from './canvas-actions.ts'
import { CanvasContext, type CanvasCore } from './canvas-context.ts'
import { createCanvasState, isDrawTool, isPanning } from './canvas-state.ts'
import { CardFlow } from './CardFlow.tsx'
import { PageStrips } from './crowded/PageStrips.tsx'
import { FuturePoints } from './curves/FuturePoints.tsx'
import { ScoreLabel } from './curves/ScoreLabel.tsx'
import { createDragOffsets } from './drag-offsets.ts'
import { createGuides } from './free/guides.ts'
import { SelectionBox } from './free/SelectionBox.tsx'
import { SnapGuides } from './free/SnapGuides.tsx'
import { StyleBar } from './free/StyleBar.tsx'
import { followHover } from './gestures/hover.ts'
import { followLongPress } from './gestures/long-press.ts'
import { followPane } from './gestures/pane-gestures.ts'
import { followPreview } from './gestures/follow-preview.ts'
import { Ground } from './ground/Ground.tsx'
import { TitleBands } from './headers/TitleBands.tsx'
import { followImageDrops } from './images/follow-image-drops.ts'
import { UploadMarks } from './images/UploadMarks.tsx'
import { createUploads } from './images/uploads.ts'
import { followEarlyTyping } from './keyboard/early-typing.ts'
import { followKeyboard } from './keyboard/follow-keyboard.ts'
import { keepFocus } from './keyboard/keep-focus.ts'
import { Affordances } from './layers/Affordances.tsx'
import { CellCursor } from './layers/CellCursor.tsx'
import { CellLayer } from './layers/CellLayer.tsx'
import { DragMarks } from './layers/DragMarks.tsx'
import { Guide } from './layers/Guide.tsx'
import { UnscaledLayer } from './layers/UnscaledLayer.tsx'
import { HandOffMarks } from './links/HandOffMarks.tsx'
import { LinkMarks } from './links/LinkMarks.tsx'
import { LinkMode } from './links/LinkMode.tsx'
import { createMountedCards } from './mounted-cards.ts'
import { OverlayContext } from './overlay-context.ts'
import { CanvasPasteQuestion } from './PasteQuestion.tsx'
import { createPreview } from './preview.ts'
import { useCanvasPorts } from './ports.ts'
import { PresenceCursors } from './presence/PresenceCursors.tsx'
import { PresenceMarks } from './presence/PresenceMarks.tsx'
import { tellSelection } from './presence/tell-selection.ts'
import { createScene } from './scene.ts'
import { CanvasTools } from './tools/CanvasTools.tsx'
import { EmptyHint } from './tools/EmptyHint.tsx'
import { HeatLegend } from './tools/HeatLegend.tsx'
import { Minimap } from './tools/Minimap.tsx'
import { ZoomControls } from './tools/ZoomControls.tsx'
import { Tray } from './tray/Tray.tsx'
import { type CardWindow, useCardWindow } from './use-card-nodes.ts'
import { useReveal } from './use-reveal.ts'
import { useCrispView } from './use-crisp-view.ts'
import { useHiddenCards } from './use-hidden-cards.ts'
import { useMovingLayer } from './use-moving-layer.ts'
import { useOpening } from './use-opening.ts'
import { usePressSize } from './use-press-size.ts'
import { useRevealSelection } from './use-reveal-selection.ts'
import { useTellUsable } from './use-tell-usable.ts'
import { useView } from './use-view.ts'
import type { View } from './view.ts'

export interface JourneyCanvasProps {
  /** Shows the numbers of bound elements and links. */
  readonly overlay?: boolean
  /** Shows the others' pointers and selections. */
  readonly presence?: boolean
  /** Everything visible, nothing editable; also when the editor itself may not edit. */
  readonly readOnly?: boolean
}

/** The open journey, drawn. Needs an `EditorContext`; takes its numbers and people from `CanvasPortsContext`. Fills its parent. */
export function JourneyCanvas({ overlay = false, presence = true, readOnly = false }: JourneyCanvasProps) {
  return (
    <ReactFlowProvider>
      <OverlayContext value={overlay}>
        <Canvas overlay={overlay} presence={presence} readOnly={readOnly} />
      </OverlayContext>
    </ReactFlowProvider>
  )
}

const MINIMAP_FROM_PX = 900

function Canvas({ overlay, presence, readOnly }: Required<JourneyCanvasProps>) {
  const rootRef = useRef<HTMLDivElement>(null)
  const { view, flowViewport } = useView()
  const core = useCore(view, overlay, readOnly, rootRef)
  const cardWindow = useCardWindow(core)
  const pans = useStore(core.state, isPanning)
  const tool = useStore(core.state, (state) => state.tool)
  const isDragging = useStore(core.state, (state) => state.dragging !== null)
  const isRefused = useStore(core.state, (state) => state.dropTarget?.isAllowed === false)
  useCrispView(core.view)
  useMovingLayer(core)
  useHiddenCards(core, cardWindow)
  useEffect(() => tellSelection(core.editor, (patch) => core.ports().showPresence(patch)), [core])
  useGestures(core, rootRef)
  useOpening(core)
  usePressSize(core)
  useRevealSelection(core)
  useReveal(core)
  useTellUsable(core)
  useActions(useMemo(() => canvasActions(core), [core]))

  return (
    <CanvasContext value={core}>
      <div
        ref={rootRef}
        role="application"
        aria-roledescription="journey canvas"
        aria-label="Journey"
        className="journey-canvas"
        data-testid="journey-canvas"
        data-tool={pans ? 'hand' : tool}
        data-draws={(core.canEdit && isDrawTool(tool)) || undefined}
        data-dragging={isDragging || undefined}
        data-refused={isRefused || undefined}
        data-read-only={!core.canEdit || undefined}
      >
        <Ground cardWindow={cardWindow} />
        <div className="canvas-pane">
          <CardFlow cardWindow={cardWindow} flowViewport={flowViewport} pans={pans}>
            <CellLayer cardWindow={cardWindow} />
            <ViewportPortal>
              <UnscaledLayer>
                <UploadMarks />
                <CellCursor />
                <LinkMarks cardWindow={cardWindow} />
                <HandOffMarks cardWindow={cardWindow} />
                <PageStrips cardWindow={cardWindow} />
                <FuturePoints cardWindow={cardWindow} />
                {presence && <PresenceMarks />}
                <DragMarks />
                <ScoreLabel />
                <SelectionBox />
                <Affordances />
                <SnapGuides />
              </UnscaledLayer>
              {presence && <PresenceCursors />}
            </ViewportPortal>
          </CardFlow>
        </div>
        <Around cardWindow={cardWindow} />
      </div>
    </CanvasContext>
  )
}

/** What stands around and above the cards. Renders by itself: whatever the canvas is doing means nothing for it. */
const Around = memo(function Around({ cardWindow }: { readonly cardWindow: CardWindow }) {
  const [isMinimapOpen, setMinimapOpen] = useState(() => window.innerWidth >= MINIMAP_FROM_PX)
  return (
    <>
      <TitleBands />
      <Guide />
      <EmptyHint />
      <LinkMode />
      <StyleBar />
      <CanvasTools />
      <HeatLegend cardWindow={cardWindow} />
      <Tray />
      <div className="canvas-corner">
        {isMinimapOpen && <Minimap />}
        <ZoomControls isMinimapOpen={isMinimapOpen} onMinimap={() => setMinimapOpen(!isMinimapOpen)} />
      </div>
      <CanvasMenu />
      <CanvasPasteQuestion />
    </>
  )
})

function useCore(
  view: View,
  overlay: boolean,
  readOnly: boolean,
  rootRef: { readonly current: HTMLDivElement | null },
): CanvasCore {
  const editor = useEditor()
  const ports = useCanvasPorts()
  const now = useRef({ ports, overlay })
  useEffect(() => {
    now.current = { ports, overlay }
  }, [ports, overlay])
  return useMemo(() => {
    const scene = createScene(editor)
    return {
      editor,
      scene,
      view,
      state: createCanvasState(),
      offsets: createDragOffsets(),
      guides: createGuides(),
      mounted: createMountedCards(),
      preview: createPreview(),
      uploads: createUploads(),
      canEdit: editor.canEdit && !readOnly,
      ports: () => now.current.ports,
      root: () => rootRef.current,
      bands: () => bandsFor(view.get(), scene.get(), now.current.overlay),
      insets: () => insetsOf(view.get(), scene.get(), now.current.overlay),
    }
  }, [editor, view, readOnly, rootRef])
}

function useGestures(core: CanvasCore, rootRef: { readonly current: HTMLDivElement | null }): void {
  useEffect(() => {
    const root = rootRef.current
    const pane = root?.querySelector<HTMLElement>('.canvas-pane')
    if (!root || !pane) return undefined
    const stops = [
      followPane(core, pane),
      followPreview(core, root),
      followHover(core, root),
      followKeyboard(core, root),
      followEarlyTyping(core, root),
      followImageDrops(core, root),
      keepFocus(core, root),
      followLongPress(root),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [core, rootRef])
}
