import { encodeQR } from 'qr'

/** Light modules around the code, which scanners need to find it. */
const BORDER = 4

/** A QR code as a drawing: the side in modules, and the dark ones as the path of an SVG. */
export interface QrPicture {
  readonly side: number
  readonly path: string
}

/** Throws for a text that no QR code can hold (beyond some 2,300 letters). */
export function qrPictureOf(text: string): QrPicture {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: BORDER })
  const path = rows.flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)).join('')
  return { side: rows.length, path }
}

/** The stretches of dark modules in a row: where, and how long. */
function runsOf(row: readonly boolean[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    if (!isDark) return
    const last = runs.at(-1)
    if (last !== undefined && last[0] + last[1] === x) last[1]++
    else runs.push([x, 1])
  })
  return runs
}

/** As a file. Black on white in every theme: many scanners read nothing else. */
export const qrSvgOf = ({ side, path }: QrPicture): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="1024" height="1024" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}" fill="#000"/></svg>\n`
