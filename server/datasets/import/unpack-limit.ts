import { RefusedFile } from './refused-file.ts'

/** Below this nothing is suspicious: a small file of blanks unpacks a thousandfold. */
const FREE_BYTES = 16 * 1024 ** 2
/** Deflate reaches 1,032; tables of real events stay below 60. */
const MAX_RATIO = 200
/** Whatever the ratio: more than a week of anybody's events. */
const MAX_UNPACKED_BYTES = 256 * 1024 ** 3

/** Refuses what unpacks to far more than it holds: such a file was made to fill memory or disk. */
export function checkUnpacked(packedBytes: number, unpackedBytes: number): void {
  const isBomb = unpackedBytes > FREE_BYTES && unpackedBytes > packedBytes * MAX_RATIO
  if (isBomb || unpackedBytes > MAX_UNPACKED_BYTES) {
    const mebibytes = Math.floor(unpackedBytes / 1024 ** 2)
    throw new RefusedFile('file-unpacks-too-far', `Already ${mebibytes} MiB came out of ${packedBytes} bytes.`)
  }
}
