import type { PlacedCaret } from './carets.ts'

/** In CSS pixels from the inner corner of the field (inside its border), as it is scrolled. */
export interface MeasuredBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface MeasuredCaret {
  readonly caret: MeasuredBox
  /** What is selected, line by line; empty for a mere caret. */
  readonly range: readonly MeasuredBox[]
}

/** Everything that decides where a letter stands. */
const COPIED = [
  'direction',
  'font-family',
  'font-feature-settings',
  'font-kerning',
  'font-size',
  'font-style',
  'font-variant',
  'font-weight',
  'hyphens',
  'letter-spacing',
  'line-height',
  'overflow-wrap',
  'padding-bottom',
  'padding-left',
  'padding-right',
  'padding-top',
  'tab-size',
  'text-align',
  'text-indent',
  'text-transform',
  'word-break',
  'word-spacing',
] as const

/** Where letters of a text field stand. Fields do not say: the text is laid out once more, out of sight, in the same measure. */
export function measureField(
  field: HTMLTextAreaElement,
  carets: readonly PlacedCaret[],
): ReadonlyMap<number, MeasuredCaret> {
  const mirror = document.createElement('div')
  const looks = getComputedStyle(field)
  for (const name of COPIED) mirror.style.setProperty(name, looks.getPropertyValue(name))
  mirror.style.cssText += `;position:fixed;left:0;top:0;visibility:hidden;pointer-events:none;box-sizing:border-box;width:${field.clientWidth}px;white-space:pre-wrap`
  // The sign at the end stands for nothing, so that there is a letter behind each place.
  const text = document.createTextNode(`${field.value}\u200b`)
  mirror.append(text)
  document.body.append(mirror)
  const origin = mirror.getBoundingClientRect()
  const shift = { x: -origin.left - field.scrollLeft, y: -origin.top - field.scrollTop }
  const boxOf = ({ left, top, width, height }: DOMRect): MeasuredBox => ({
    left: left + shift.x,
    top: top + shift.y,
    width,
    height,
  })
  const rects = (from: number, to: number): DOMRect[] => {
    const range = document.createRange()
    range.setStart(text, Math.min(from, text.length))
    range.setEnd(text, Math.min(to, text.length))
    return [...range.getClientRects()]
  }
  const found = new Map<number, MeasuredCaret>()
  for (const { connection, anchor, head } of carets) {
    const at = rects(head, head).at(-1) ?? rects(head, head + 1)[0]
    if (!at) continue
    const selected = anchor === head ? [] : rects(Math.min(anchor, head), Math.max(anchor, head)).map(boxOf)
    found.set(connection, { caret: boxOf(at), range: selected })
  }
  mirror.remove()
  return found
}
