import { ReactFlowProvider, ViewportPortal } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
// In this order: later ones refine earlier ones.
import './styles/canvas.css'
import './styles/cards.css'
import './styles/comments.css'
import './styles/free.css'
import './styles/images.css'
import './styles/kinds.css'
import './styles/layers.css'
import './styles/feelings.css'
import './styles/selection.css'
import './styles/style-bar.css'
import './styles/titles.css'
import './styles/thin-titles.css'
import './styles/folded-titles.css'
import './styles/tools.css'
import './styles/tray.css'
import './styles/forced-colors.css'
import { memo, useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { useEditor } from '#src/editor/hooks.ts'
import { useActions } from '#src/ui/actions.ts'
import { whenCalm, whenQuiet } from '#src/ui/usable.ts'
import { firstActions, LATER_KEYS } from './actions/first-actions.ts'
import { bandsFor, insetsOf } from './bands.ts'
import { CanvasMenu } from './CanvasMenu.tsx'
import { CanvasContext, type CanvasCore } from './canvas-context.ts'
import { createCanvasState, isDrawTool, isPanning } from './canvas-state.ts'
import { CardFlow } from './CardFlow.tsx'
import { createDragOffsets } from './drag-offsets.ts'
import { createGuides } from './free/guides.ts'
import { followHover } from './gestures/hover.ts'
import { followPane } from './gestures/pane-gestures.ts'
import { askColorsAhead } from './ground/colors.ts'
import { Ground } from './ground/Ground.tsx'
import { TitleBands } from './headers/TitleBands.tsx'
import { followImageDrops } from './images/follow-image-drops.ts'
import { createUploads } from './images/uploads.ts'
import { followEarlyTyping } from './keyboard/early-typing.ts'
import { followKeyboard } from './keyboard/follow-keyboard.ts'
import { keepFocus } from './keyboard/keep-focus.ts'
import { CellCursor } from './layers/CellCursor.tsx'
import { CellLayer } from './layers/CellLayer.tsx'
import { UnscaledLayer } from './layers/UnscaledLayer.tsx'
import { beforeLaterParts, fetchLaterParts, laterParts, onLaterParts, useLaterParts } from './later.ts'
import { createMountedCards } from './mounted-cards.ts'
import { OverlayContext } from './overlay-context.ts'
import { createPreview } from './preview.ts'
import { useCanvasPorts } from './ports.ts'
import { tellSelection } from './presence/tell-selection.ts'
import { createScene } from './scene.ts'
import { CanvasTools } from './tools/CanvasTools.tsx'
import { ZoomControls } from './tools/ZoomControls.tsx'
import { type CardWindow, useCardWindow } from './use-card-nodes.ts'
import { useReveal } from './use-reveal.ts'
import { useCrispView } from './use-crisp-view.ts'
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
  useEffect(() => tellSelection(core.editor, (patch) => core.ports().showPresence(patch)), [core])
  useGestures(core, rootRef)
  useOpening(core)
  usePressSize(core)
  useRevealSelection(core)
  useReveal(core)
  useTellUsable(core, cardWindow)
  const later = useCanvasActions(core)

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
                {later && <later.UploadMarks />}
                <CellCursor />
                {later && (
                  <>
                    <later.LinkMarks cardWindow={cardWindow} />
                    <later.HandOffMarks cardWindow={cardWindow} />
                    <later.PageStrips cardWindow={cardWindow} />
                    <later.FuturePoints cardWindow={cardWindow} />
                    <later.MeasuredPoints cardWindow={cardWindow} />
                    {presence && <later.PresenceMarks />}
                    <later.DragMarks />
                    <later.ScoreLabel />
                    <later.SelectionBox />
                    <later.Affordances />
                    <later.SnapGuides />
                    <later.CommentPins />
                  </>
                )}
              </UnscaledLayer>
              {later && presence && <later.PresenceCursors />}
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
  const later = useLaterParts()
  return (
    <>
      <TitleBands />
      {later && (
        <>
          <later.Guide />
          <later.EmptyHint />
          <later.LinkMode />
          <later.StyleBar />
        </>
      )}
      <CanvasTools />
      {later && (
        <>
          <later.HeatLegend cardWindow={cardWindow} />
          <later.Tray />
        </>
      )}
      <div className="canvas-corner">
        {later && <later.Minimap />}
        <ZoomControls />
      </div>
      <CanvasMenu />
      {later && <later.CanvasPasteQuestion />}
    </>
  )
})

/** First what can be done at once, then everything. Gives what comes with that. */
function useCanvasActions(core: CanvasCore): ReturnType<typeof useLaterParts> {
  const later = useLaterParts()
  useEffect(() => {
    beforeLaterParts(async (parts, isAwaited) => {
      // All links of a large journey at once take longer than a frame.
      await parts.inMoments(parts.routeInPieces(core.scene.get()), isAwaited)
      await whenCalm(isAwaited)
    })
    void whenQuiet().then(fetchLaterParts)
  }, [core])
  useActions(
    useMemo(() => (later ? later.canvasActions(core) : firstActions(core)), [core, later]),
    later ? null : COMING,
  )
  return later
}

const COMING = { keys: LATER_KEYS, fetch: () => void fetchLaterParts() }

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
    askColorsAhead()
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
    if (!root) return undefined
    let stops: readonly (() => void)[] = []
    // Not when they are drawn, which takes its time: a drag that was waiting for them has begun by then.
    const begin = (): void => {
      const later = laterParts()
      if (!later || stops.length > 0) return
      stops = [
        later.followPreview(core, root),
        later.followLongPress(root),
        later.giveWay(core),
        later.keepInSight(core),
      ]
    }
    begin()
    const stopWaiting = onLaterParts(begin)
    return () => {
      stopWaiting()
      for (const stop of stops) stop()
    }
  }, [core, rootRef])
  useEffect(() => {
    const root = rootRef.current
    const pane = root?.querySelector<HTMLElement>('.canvas-pane')
    if (!root || !pane) return undefined
    const stops = [
      followPane(core, pane),
      followHover(core, root),
      followKeyboard(core, root),
      followEarlyTyping(core, root),
      followImageDrops(core, root),
      keepFocus(core, root),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [core, rootRef])
}
