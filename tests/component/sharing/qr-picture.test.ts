import { decodeQR } from 'qr/decode.js'
import { expect, test } from 'vitest'
import { qrPictureOf, qrSvgOf } from '#src/features/sharing/qr-picture.ts'

const PIXELS = 4

/** What a scanner sees of the path: a picture of some pixels a module. */
function photoOf({ side, path }: ReturnType<typeof qrPictureOf>) {
  const width = side * PIXELS
  const data = new Uint8Array(width * width * 4).fill(255)
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * PIXELS; row < (Number(y) + 1) * PIXELS; row++) {
      const from = row * width + Number(x) * PIXELS
      for (let at = from; at < from + Number(length) * PIXELS; at++) data.fill(0, at * 4, at * 4 + 3)
    }
  }
  return { width, height: width, data }
}

test('the code of a link is read as that link', () => {
  const url = 'https://waymark.example.org/s/xrjxq4vwx5npvz.2ZoX9cLYRn54DJEB7PuXMLkgg_y2G_eGbCsrAbFNxTw'
  const picture = qrPictureOf(url)
  expect(decodeQR(photoOf(picture))).toBe(url)
  expect(qrSvgOf(picture)).toContain(`viewBox="0 0 ${picture.side} ${picture.side}"`)
})
