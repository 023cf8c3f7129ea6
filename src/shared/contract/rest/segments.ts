import { z } from 'zod'
import { segmentRuleSchema } from '#shared/metrics/segment.ts'
import { idParam, instant, nameSchema } from './common.ts'

/** A rule that selects cases of one dataset. Its workspace is the dataset's. */
export const segmentItem = z.object({
  id: z.string(),
  datasetId: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  rule: segmentRuleSchema,
  updatedAt: instant,
})
export type SegmentItem = Readonly<z.infer<typeof segmentItem>>

export const segmentListBody = z.object({ segments: z.array(segmentItem) })
export const segmentListQuery = z.object({ workspace: idParam.optional() })

/** What of a segment is told to whoever sees the numbers of a journey that uses it. */
export const usedSegmentsBody = z.object({
  segments: z.array(segmentItem.pick({ id: true, datasetId: true, name: true })),
})
export type UsedSegments = z.infer<typeof usedSegmentsBody>
export type UsedSegment = UsedSegments['segments'][number]

export const segmentCreate = z.object({ datasetId: idParam, name: nameSchema, rule: segmentRuleSchema })
export const segmentPatch = z.object({ name: nameSchema.optional(), rule: z.optional(segmentRuleSchema) })
