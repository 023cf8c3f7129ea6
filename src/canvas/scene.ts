import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** The layout of the journey as it is now. */
export interface Scene {
  readonly get: () => JourneyLayout
  /** Called in the same turn as the change, so that what follows a gesture is drawn in the same frame; hears whether it was one's own. */
  readonly subscribe: (listener: (isOwn: boolean) => void) => () => void
}

interface SnapshotSource {
  readonly getSnapshot: () => JourneySnapshot
  readonly subscribe: (listener: (isOwn: boolean) => void) => () => void
}

/** Lays out each snapshot once, on the first question about it, with the layout before as a start. */
export function createScene(source: SnapshotSource): Scene {
  let layout = layoutOf(source.getSnapshot())
  return {
    get: () => (layout = layoutOf(source.getSnapshot(), layout)),
    subscribe: (listener) => source.subscribe(listener),
  }
}
