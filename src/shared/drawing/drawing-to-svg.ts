import { assertNever } from '#shared/lib/assert.ts'
import { isRightToLeft } from '#shared/lib/text-direction.ts'
import type { CurvePiece } from '#shared/layout/emotion-curve.ts'
import type { Point } from '#shared/layout/rect.ts'
import type { Drawing, DrawingItem } from './drawing.ts'

/** How large the picture is, in CSS pixels. The drawing is fitted in and centred. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** Text smaller than this on the picture is drawn as bars, a sign as a square: nobody can read it, and a thumbnail stays small. */
const READABLE_PX = 5

/** A drawing as a self-contained SVG document: no script, no outside reference; texts are escaped. */
export function drawingToSvg(drawing: Drawing, size: PictureSize): string {
  const { bounds } = drawing
  const scale = Math.min(size.width / bounds.width, size.height / bounds.height)
  const view = `${short(bounds.x)} ${short(bounds.y)} ${short(bounds.width)} ${short(bounds.height)}`
  const body = itemsToSvg(drawing.items, scale)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(size.width)}" height="${short(size.height)}" ` +
    `viewBox="${view}" preserveAspectRatio="xMidYMid meet" font-family="Inter Variable, Inter, system-ui, sans-serif">` +
    `<rect x="${short(bounds.x - bounds.width)}" y="${short(bounds.y - bounds.height)}" ` +
    `width="${short(bounds.width * 3)}" height="${short(bounds.height * 3)}" fill="${escaped(drawing.background)}"/>` +
    `${ARROW_DEFS}${body}</svg>`
  )
}

/** What the arrows of items refer to; once in every picture. */
export const ARROW_DEFS =
  '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">' +
  '<path d="M0 0L8 4L0 8z" fill="context-stroke"/></marker></defs>'

/** Items as SVG elements, to be put into a picture that has `ARROW_DEFS`; every text is escaped. `scale`: how large the picture shows them. */
export const itemsToSvg = (items: readonly DrawingItem[], scale = 1): string =>
  items.map((item) => itemToSvg(item, scale)).join('')

function itemToSvg(item: DrawingItem, scale: number): string {
  switch (item.kind) {
    case 'box': {
      const { x, y, width, height } = item.rect
      const stroke = item.stroke === null ? '' : ` stroke="${escaped(item.stroke)}" stroke-opacity=".55"`
      const fill = item.fill === null ? 'none' : escaped(item.fill)
      const radius = item.radius > 0 ? ` rx="${item.radius}"` : ''
      return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"${radius} fill="${fill}"${stroke}/>`
    }
    case 'line':
      return `<path d="M${pair(item.from)}L${pair(item.to)}" stroke="${escaped(item.color)}" stroke-width="${item.width}"/>`
    case 'path': {
      const dash = item.dash && item.dash.length > 0 ? ` stroke-dasharray="${item.dash.join(' ')}"` : ''
      const marker = item.hasArrow ? ' marker-end="url(#arrow)"' : ''
      return `<path d="M${pair(item.from)}${item.pieces.map(pieceToSvg).join('')}" fill="none" stroke="${escaped(item.color)}" stroke-width="${item.width}" stroke-linecap="round"${dash}${marker}/>`
    }
    case 'shape': {
      if (item.scale !== undefined && SIGN_BOX * item.scale * scale < READABLE_PX) return signToBox(item, item.scale)
      const dash = item.isDashed ? ` stroke-dasharray="${3 * item.width} ${2.5 * item.width}"` : ''
      const stroke =
        item.stroke === null
          ? ''
          : ` stroke="${escaped(item.stroke)}" stroke-width="${short(item.width)}" stroke-linecap="round" stroke-linejoin="round"${dash}`
      const fill = item.fill === null ? 'none' : escaped(item.fill)
      const scaled = item.scale === undefined ? '' : ` scale(${Math.round(item.scale * 1_000) / 1_000})`
      return `<path transform="translate(${pair(item.at)})${scaled}" d="${escaped(item.path)}" fill="${fill}"${stroke}/>`
    }
    case 'dot': {
      const ring = item.stroke === undefined ? '' : ` stroke="${escaped(item.stroke)}" stroke-width="2.5"`
      return `<circle cx="${short(item.center.x)}" cy="${short(item.center.y)}" r="${item.radius}" fill="${escaped(item.fill)}"${ring}/>`
    }
    case 'text':
      return turned(item, item.fontPx * scale < READABLE_PX ? barsToSvg(item) : textToSvg(item))
    default:
      return assertNever(item)
  }
}

type ShapeItem = Extract<DrawingItem, { kind: 'shape' }>

/** What a sign is drawn in before it is scaled. */
const SIGN_BOX = 24

/** A sign that is too small to be told from another. */
function signToBox({ at, stroke }: ShapeItem, itemScale: number): string {
  const size = short(SIGN_BOX * itemScale * 0.8)
  return `<rect x="${short(at.x)}" y="${short(at.y)}" width="${size}" height="${size}" rx="3" fill="${escaped(stroke ?? 'none')}" fill-opacity=".6"/>`
}

type TextItem = Extract<DrawingItem, { kind: 'text' }>

const turned = ({ at, isTurned }: TextItem, svg: string): string =>
  isTurned && svg !== '' ? `<g transform="rotate(90 ${short(at.x)} ${short(at.y)})">${svg}</g>` : svg

const MIRRORED = { start: 'end', middle: 'middle', end: 'start' } as const

function textToSvg(item: TextItem): string {
  if (item.lines.length === 0) return ''
  const weight = item.isSemibold ? ' font-weight="600"' : ''
  // With the direction start and end change places; the words stay where they are.
  const isTurnedRound = isRightToLeft(item.lines.join(' '))
  const align = isTurnedRound ? MIRRORED[item.align] : item.align
  const anchor = align === 'start' ? '' : ` text-anchor="${align}"`
  const direction = isTurnedRound ? ' direction="rtl"' : ''
  const spans = item.lines.map(
    (line, index) =>
      `<tspan x="${short(item.at.x)}" y="${short(item.at.y + index * item.linePx)}">${escaped(line)}</tspan>`,
  )
  return `<text font-size="${item.fontPx}"${weight}${anchor}${direction} fill="${escaped(item.color)}">${spans.join('')}</text>`
}

function barsToSvg(item: TextItem): string {
  return item.lines
    .map((line, index) => {
      const width = line.length * item.fontPx * 0.52
      const x = item.align === 'start' ? item.at.x : item.align === 'middle' ? item.at.x - width / 2 : item.at.x - width
      const y = item.at.y + index * item.linePx - item.fontPx * 0.6
      return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(item.fontPx * 0.55)}" fill="${escaped(item.color)}" fill-opacity=".45"/>`
    })
    .join('')
}

const pieceToSvg = ({ control1, control2, to }: CurvePiece): string =>
  `C${pair(control1)} ${pair(control2)} ${pair(to)}`
const pair = ({ x, y }: Point): string => `${short(x)} ${short(y)}`
const short = (value: number): string => String(Math.round(value * 10) / 10)

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Safe inside an element and inside a quoted attribute; characters that XML 1.0 forbids are left out. */
function escaped(text: string): string {
  let safe = ''
  for (const letter of text) if (isXmlCharacter(letter.codePointAt(0) ?? 0)) safe += ENTITIES[letter] ?? letter
  return safe
}

/** Control characters and halves of surrogate pairs have no place in XML, not even escaped. */
const isXmlCharacter = (code: number): boolean =>
  (code >= 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) &&
  !(code >= 0xd800 && code <= 0xdfff) &&
  code !== 0xfffe &&
  code !== 0xffff
