import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import { newJourneyDocument } from '#shared/model/new-document.ts'
import type { Point } from '#shared/layout/rect.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { followSnapshot } from '#src/collab/follow-snapshot.ts'
import { type Collaboration, openCollaboration } from '#src/collab/open-collaboration.ts'
import type { Talk } from './comments/talk.ts'
import { createViewLens, type ViewLens } from './lens.ts'
import type { AskedNumbers } from './asked/asked-numbers.ts'
import type { DeepTarget, ViewAddress } from './view-address.ts'

/** What is looked at closely, beside the journey. */
export type Looked = DeepTarget | null

/** A journey that is open to be looked at. */
export interface OpenView {
  readonly address: ViewAddress
  readonly collaboration: Collaboration
  readonly snapshot: StoreApi<JourneySnapshot>
  readonly lens: StoreApi<ViewLens>
  /** The numbers that are shown: everybody's of all time, which the server pushes, or those that one asked for. */
  readonly readings: StoreApi<JourneyReadings | null>
  /** What was asked for, by what is fetched for it later. */
  readonly asked: StoreApi<AskedNumbers>
  /** The element whose details are shown. */
  readonly looked: StoreApi<{ readonly target: Looked }>
  /** The latest wish to see an element where it stands; a new object each time. */
  readonly wish: StoreApi<{ readonly target: DeepTarget | null }>
  /** The latest wish to see a spot of the map; a new object each time. */
  readonly spot: StoreApi<{ readonly at: Point | null }>
  /** What is said beside the journey; `null` until it is known that one may read it. */
  readonly talk: StoreApi<{ readonly talk: Talk | null }>
  /** Resolves once the journey is here. */
  readonly whenHere: Promise<void>
  readonly close: () => void
}

/** Connects at once: nothing of the journey is waited for but the journey itself. */
export function openView(address: ViewAddress, isPhone: boolean): OpenView {
  const { place } = address
  const doc = newJourneyDocument()
  const params = place.kind === 'embed' ? { token: place.token } : undefined
  const collaboration = openCollaboration({
    journeyId: place.journeyId,
    doc,
    ...(params && { params }),
  })
  const followed = followSnapshot(doc)
  const readings = createStore<JourneyReadings | null>(() => null)
  const asked = createStore<AskedNumbers>(() => ({ readings: null, words: '', Difference: null }))
  const show = (): void => readings.setState(asked.getState().readings ?? collaboration.readings.getState(), true)
  asked.subscribe(show)
  collaboration.readings.subscribe(show)
  return {
    address,
    collaboration,
    readings,
    asked,
    snapshot: followed.store,
    lens: createViewLens(isPhone ? 'read' : 'map'),
    looked: createStore<{ readonly target: Looked }>(() => ({ target: null })),
    wish: createStore<{ readonly target: DeepTarget | null }>(() => ({ target: address.target })),
    spot: createStore<{ readonly at: Point | null }>(() => ({ at: null })),
    talk: createStore<{ readonly talk: Talk | null }>(() => ({ talk: null })),
    whenHere: collaboration.whenSynced.then(followed.readNow),
    close() {
      followed.close()
      void collaboration.close().finally(() => doc.destroy())
    },
  }
}
