import { createElement, useMemo } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import type { CanvasPorts, CommentPort, ImagePort, RevealWish } from '#src/canvas/ports.ts'
import type { Collaboration } from '#src/collab/open-collaboration.ts'
import { type AskedNumber, askedNumber } from '#src/features/metrics/asked-number.ts'
import type { ReadingsStore } from '#src/features/metrics/use-element-readings.ts'
import { api } from '#src/api/api.ts'
import { CanvasReadings } from './CanvasReadings.tsx'
import { mayWriteComments } from './use-comments-home.ts'

/** What should be seen. */
export type RevealRequest = RevealWish

/** Joins the canvas with presence and with the numbers, neither of which it may know. */
export function useCanvasPorts(
  { id: journeyId, comments: access }: Pick<JourneyListItem, 'id' | 'comments'>,
  { participants, showPresence }: Collaboration,
  readings: ReadingsStore,
  onAsk: (asked: AskedNumber | null) => void,
  revealRequest: StoreApi<RevealRequest | null>,
  comments: CommentPort | undefined,
): CanvasPorts {
  return useMemo(() => {
    // The same for all, so that a badge whose numbers stay the same is not drawn again.
    const onExplain = (id: string, measure: AskedNumber['measure'], anchorRect: AskedNumber['anchorRect']): void =>
      onAsk({ id, measure, anchorRect })
    return {
      participants,
      showPresence,
      readings,
      renderReadings: (elementId, place) =>
        createElement(CanvasReadings, {
          elementId,
          place,
          readings,
          onExplain,
        }),
      onExplain: (target, anchor) =>
        onAsk(askedNumber(target.kind === 'link' ? target.linkId : target.elementId, target.metric, anchor)),
      revealRequest,
      images: imagePort(journeyId),
      comments,
      mayComment: mayWriteComments(access),
    }
  }, [journeyId, access, participants, showPresence, readings, onAsk, revealRequest, comments])
}

const imagePort = (journeyId: string): ImagePort => ({
  async upload(file, onProgress) {
    const { id, width, height } = await api.addImage(journeyId, file, { onProgress })
    return { imageId: id, width, height }
  },
  urlOf: (imageId) => api.imageUrl(journeyId, imageId),
  async fetchFromElsewhere(imageId) {
    const { imageIds } = await api.copyImages(journeyId, [imageId])
    return imageIds.includes(imageId)
  },
})
