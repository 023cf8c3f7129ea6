import { fileTypeFromBuffer } from 'file-type'
import { imageSize } from 'image-size'
import { IMAGE_TYPES, type ImageType } from '#shared/contract/image-types.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { IMAGE_SIDE_MAX_PX } from '#shared/model/records/limits.ts'
import { isWholeImage } from './whole-image.ts'

/** Four bytes a pixel while it is shown: more would make a browser stop. */
const PIXELS_MAX = 100_000_000
/** Where the first element of an SVG stands, behind an XML head and comments. */
const SVG_WITHIN_BYTES = 4_096

export type ImageRefusal = 'image-not-supported' | 'image-is-svg' | 'image-damaged' | 'image-too-many-pixels'

export interface ReadImage {
  readonly type: ImageType
  readonly width: number
  readonly height: number
}

/** What the bytes are, whatever their name says: one of the picture formats that browsers show and that carry no programs. */
export async function readImage(bytes: Buffer): Promise<Result<ReadImage, ImageRefusal>> {
  const found = await fileTypeFromBuffer(bytes)
  const type = IMAGE_TYPES.find((one) => one === (found?.mime === APNG ? 'image/png' : found?.mime))
  if (!type) return refused(isSvg(bytes) ? 'image-is-svg' : 'image-not-supported')
  if (!isWholeImage(bytes, type)) return refused('image-damaged')
  const size = sizeOf(bytes)
  if (!size || size.width < 1 || size.height < 1) return refused('image-damaged')
  const { width, height } = size
  if (width > IMAGE_SIDE_MAX_PX || height > IMAGE_SIDE_MAX_PX || width * height > PIXELS_MAX) {
    return refused('image-too-many-pixels', `${width} × ${height} pixels`)
  }
  return done({ type, width, height })
}

/** A PNG that moves. */
const APNG = 'image/apng'

const isSvg = (bytes: Buffer): boolean => /<svg[\s>]/i.test(bytes.toString('latin1', 0, SVG_WITHIN_BYTES))

/** As it is shown: a photograph may lie on its side, which its orientation says. */
function sizeOf(bytes: Buffer): { readonly width: number; readonly height: number } | undefined {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes)
    return orientation > 4 ? { width: height, height: width } : { width, height }
  } catch (error) {
    // The library throws plain errors (and reads past the end) for headers that make no sense.
    if (error instanceof Error) return undefined
    throw error
  }
}
