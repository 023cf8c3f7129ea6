import { documentFromJson } from '#shared/model/json-form.ts'
import { bandsFor, insetsOf } from '#src/canvas/bands.ts'
import type { CanvasCore } from '#src/canvas/canvas-context.ts'
import { createCanvasState } from '#src/canvas/canvas-state.ts'
import { createDragOffsets } from '#src/canvas/drag-offsets.ts'
import { createGuides } from '#src/canvas/free/guides.ts'
import { createUploads } from '#src/canvas/images/uploads.ts'
import { createMountedCards } from '#src/canvas/mounted-cards.ts'
import { createPreview } from '#src/canvas/preview.ts'
import { createScene } from '#src/canvas/scene.ts'
import type { ViewState } from '#src/canvas/view.ts'
import { createEditor } from '#src/editor/editor.ts'
import { gridJson, type GridPlan } from './canvas-journey.ts'

/** The core of a canvas without a page: a real document, editor and layout; the viewport is a plain value. */
export function canvasCore(plan: GridPlan, { canEdit = true } = {}): CanvasCore {
  const editor = createEditor(documentFromJson(gridJson(plan)), { canEdit })
  const scene = createScene(editor)
  let view: ViewState = { x: 0, y: 0, zoom: 1, width: 1_200, height: 800 }
  return {
    editor,
    scene,
    view: {
      get: () => view,
      subscribe: () => () => {},
      subscribeCalmly: () => () => {},
      subscribeAtRest: () => () => {},
      isMoving: () => false,
      isGliding: () => false,
      moveTo: (target) => {
        view = { ...view, ...target }
      },
      bounds: () => new DOMRect(0, 0, view.width, view.height),
    },
    state: createCanvasState(),
    offsets: createDragOffsets(),
    guides: createGuides(),
    mounted: createMountedCards(),
    preview: createPreview(),
    uploads: createUploads(),
    canEdit,
    ports: () => ({
      participants: null,
      showPresence: () => {},
      readings: null,
      renderReadings: () => null,
      onExplain: () => {},
      personaFocus: null,
      revealRequest: null,
      images: null,
    }),
    root: () => null,
    bands: () => bandsFor(view, scene.get(), false),
    insets: () => insetsOf(view, scene.get(), false),
  }
}
