import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Editor } from '#src/editor/editor.ts'
import { createContext, use, useCallback, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { assert } from '#shared/lib/assert.ts'
import type { Bands } from './bands.ts'
import type { CanvasState } from './canvas-state.ts'
import type { DragOffsets } from './drag-offsets.ts'
import type { Uploads } from './images/uploads.ts'
import type { Guides } from './free/guides.ts'
import type { MountedCards } from './mounted-cards.ts'
import type { PreviewStore } from './preview.ts'
import type { CanvasPorts } from './ports.ts'
import type { Scene } from './scene.ts'
import type { Insets, View } from './view.ts'

/** Everything the parts of one canvas share. None of it changes while the canvas is mounted; what moves is behind a subscription. */
export interface CanvasCore {
  readonly editor: Editor
  readonly scene: Scene
  readonly view: View
  readonly state: StoreApi<CanvasState>
  /** Cards that are being dragged, by oneself or others, and how far they are from their place. */
  readonly offsets: DragOffsets
  /** Lines through what a drag has brought into line. */
  readonly guides: Guides
  readonly mounted: MountedCards
  /** How the journey would lie if what is dragged were let go now. */
  readonly preview: PreviewStore
  /** Pictures that are on their way to the server. */
  readonly uploads: Uploads
  /** Editing is possible here: the role allows it and the canvas is not shown read-only. */
  readonly canEdit: boolean
  /** The app's ports as they are now. */
  readonly ports: () => CanvasPorts
  /** The canvas's own element, once it is mounted. */
  readonly root: () => HTMLElement | null
  /** Where the sticky titles are now. */
  readonly bands: () => Bands
  /** The room that the sticky titles take, in screen pixels. */
  readonly insets: () => Insets
}

export const CanvasContext = createContext<CanvasCore | null>(null)

export function useCanvas(): CanvasCore {
  const core = use(CanvasContext)
  assert(core !== null, 'a part of the canvas is mounted inside a canvas')
  return core
}

/** A part of the canvas state; renders again only when that part is another. */
export const useCanvasState = <Part>(select: (state: CanvasState) => Part): Part => useStore(useCanvas().state, select)

/** The whole layout: renders again with every change of the journey. For parts that show few elements only. */
export function useLayout(): JourneyLayout {
  const { scene } = useCanvas()
  return useSyncExternalStore(scene.subscribe, scene.get)
}

/** A part of the layout that keeps its identity while it does not change. */
export function useLayoutPart<Part>(select: (layout: JourneyLayout) => Part): Part {
  const { scene } = useCanvas()
  return useSyncExternalStore(
    scene.subscribe,
    useCallback(() => select(scene.get()), [scene, select]),
  )
}
