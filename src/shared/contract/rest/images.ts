import { z } from 'zod'

/** What a stored picture may be; told by its bytes, not by its name. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]

/** The largest picture that can be added. */
export const IMAGE_MAX_BYTES = 10 * 1024 * 1024

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

/** Takes pictures over from another journey, e.g. with pasted cards. */
export const imagesCopy = z.object({
  from: z.string().min(1).max(64),
  imageIds: z.array(z.string().min(1).max(64)).min(1).max(1_000),
})
export const imagesCopied = z.object({
  /** Those that lie in this journey now; the others do not exist there. */
  imageIds: z.array(z.string()),
})
export type ImagesCopied = z.infer<typeof imagesCopied>
