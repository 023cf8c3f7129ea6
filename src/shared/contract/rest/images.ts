import { z } from 'zod'
import { IMAGE_TYPES } from '../image-types.ts'

export const imageItem = z.object({
  /** The same picture has the same id in every journey. */
  id: z.string(),
  type: z.enum(IMAGE_TYPES),
  /** In pixels, as it is shown. */
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
})
export type ImageItem = z.infer<typeof imageItem>

/** Takes pictures over from other journeys, e.g. with pasted cards. */
export const imagesCopy = z.object({ imageIds: z.array(z.string().min(1).max(64)).min(1).max(1_000) })
export const imagesCopied = z.object({
  /** Those that lie in this journey now; the others do not exist there. */
  imageIds: z.array(z.string()),
})
export type ImagesCopied = z.infer<typeof imagesCopied>
