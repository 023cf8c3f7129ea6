/** What a stored picture may be; told by its bytes, not by its name. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]

/** The largest picture that can be added. */
export const IMAGE_MAX_BYTES = 10 * 1024 * 1024
