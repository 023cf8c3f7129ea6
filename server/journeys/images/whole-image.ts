import type { ImageType } from '#shared/contract/image-types.ts'

/**
 * Whether the bytes hold a picture from its beginning to its end, by walking the parts that each format consists of. Finds what was
 * cut off and, where the format says where it ends, what was glued behind it; a fault inside the compressed pixels is not looked for.
 */
export function isWholeImage(bytes: Buffer, type: ImageType): boolean {
  try {
    return WALKS[type](bytes)
  } catch (error) {
    // Reading past the end: the file ends inside one of its parts.
    if (error instanceof RangeError) return false
    throw error
  }
}

const WALKS: Readonly<Record<ImageType, (bytes: Buffer) => boolean>> = {
  'image/png': isWholePng,
  'image/jpeg': isWholeJpeg,
  'image/gif': isWholeGif,
  'image/webp': isWholeWebp,
  'image/avif': isWholeAvif,
}

/** Chunks of length, name, data and checksum; the last is IEND, and nothing comes after it. */
function isWholePng(bytes: Buffer): boolean {
  let at = 8
  let hasPixels = false
  for (;;) {
    const length = bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    at += 12 + length
    if (at > bytes.length) return false
    hasPixels ||= name === 'IDAT'
    if (name === 'IEND') return hasPixels && at === bytes.length
  }
}

/** Segments up to the pixels (SOS), then an end mark. Cameras append things of their own behind it, and that is fine. */
function isWholeJpeg(bytes: Buffer): boolean {
  let at = 2
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return false
    const mark = bytes.readUInt8(at + 1)
    if (mark === 0xff) {
      at += 1
      continue
    }
    at += 2 + bytes.readUInt16BE(at + 2)
    if (mark === 0xda) return at < bytes.length && bytes.indexOf(Buffer.of(0xff, 0xd9), at) !== -1
  }
}

/** Header and palette, then blocks of sub-blocks; the last is the trailer. */
function isWholeGif(bytes: Buffer): boolean {
  const paletteBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  let at = 13 + paletteBytes(bytes.readUInt8(10))
  let hasPixels = false
  for (;;) {
    const block = bytes.readUInt8(at)
    if (block === 0x3b) return hasPixels && at + 1 === bytes.length
    if (block === 0x21) at += 2
    else if (block === 0x2c) {
      at += 11 + paletteBytes(bytes.readUInt8(at + 9))
      hasPixels = true
    } else return false
    let size = bytes.readUInt8(at)
    while (size > 0) {
      at += size + 1
      size = bytes.readUInt8(at)
    }
    at += 1
  }
}

/** A RIFF file says how long it is. Some writers count without the padding byte at the end. */
function isWholeWebp(bytes: Buffer): boolean {
  const rest = bytes.length - 8 - bytes.readUInt32LE(4)
  return rest === 0 || rest === 1
}

/** Boxes of length and name; the pixels are in `mdat`. */
function isWholeAvif(bytes: Buffer): boolean {
  const names = new Set<string>()
  let at = 0
  while (at < bytes.length) {
    const short = bytes.readUInt32BE(at)
    names.add(bytes.toString('latin1', at + 4, at + 8))
    const length = short === 0 ? bytes.length - at : short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short
    if (length < 8) return false
    at += length
  }
  return at === bytes.length && names.has('meta') && names.has('mdat')
}
