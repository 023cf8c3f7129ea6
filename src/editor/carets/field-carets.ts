import type { TextArgs } from '#shared/model/commands/texts.ts'
import type { Editor } from '../editor.ts'
import { onceAfterPaint } from '../frames.ts'
import { type CaretElement, createCaretElement, turnCaret } from './caret-element.ts'
import { followCarets, hideOwnCaret, type PlacedCaret, showOwnCaret } from './carets.ts'
import { measureField } from './measure-field.ts'

/** Tells the others where one's caret is while a field has the focus, and draws theirs over it. Gives the way to stop. */
export function fieldCarets(field: HTMLTextAreaElement, editor: Editor, where: TextArgs): () => void {
  const tell = (): void => {
    if (document.activeElement !== field) return
    const { selectionStart, selectionEnd, selectionDirection } = field
    const [anchor, head] =
      selectionDirection === 'backward' ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd]
    showOwnCaret(editor, where, { anchor, head })
  }
  // Others hear of it no earlier than of the letter, and one's own page paints the letter first.
  const soon = onceAfterPaint(tell)
  const hide = (): void => {
    soon.cancel()
    hideOwnCaret(editor, where)
  }
  // Of all fields, and of each only while it has the focus: some browsers tell it of the document alone.
  document.addEventListener('selectionchange', soon.ask)
  field.addEventListener('focus', tell)
  field.addEventListener('input', soon.ask)
  field.addEventListener('blur', hide)
  tell()
  const stopDrawing = drawCarets(field, editor, where)
  return () => {
    document.removeEventListener('selectionchange', soon.ask)
    field.removeEventListener('focus', tell)
    field.removeEventListener('input', soon.ask)
    field.removeEventListener('blur', hide)
    hide()
    stopDrawing()
  }
}

interface DrawnCaret {
  readonly element: CaretElement
  readonly name: string
  readonly color: number
  readonly head: number
}

/** A layer beside the field, over it: a text field has no room for anything but its text. */
function drawCarets(field: HTMLTextAreaElement, editor: Editor, where: TextArgs): () => void {
  let layer: HTMLElement | undefined
  let carets: readonly PlacedCaret[] = []
  let drawn = new Map<number, DrawnCaret>()
  let sizes: ResizeObserver | undefined

  const clear = (): void => {
    for (const { element } of drawn.values()) element.remove()
    drawn = new Map()
    layer?.remove()
    layer = undefined
    sizes?.disconnect()
    field.removeEventListener('scroll', draw)
  }
  const begin = (): HTMLElement => {
    const made = document.createElement('div')
    made.className = 'text-carets'
    made.setAttribute('aria-hidden', 'true')
    field.after(made)
    sizes = new ResizeObserver(draw)
    sizes.observe(field)
    field.addEventListener('scroll', draw)
    return made
  }
  function draw(): void {
    if (carets.length === 0) {
      clear()
      return
    }
    layer ??= begin()
    layer.style.left = `${field.offsetLeft + field.clientLeft}px`
    layer.style.top = `${field.offsetTop + field.clientTop}px`
    const measured = measureField(field, carets)
    const next = new Map<number, DrawnCaret>()
    const ranges: HTMLElement[] = []
    for (const { connection, name, color, head } of carets) {
      const at = measured.get(connection)
      const isInSight = at && at.caret.top > -at.caret.height && at.caret.top < field.clientHeight
      const before = drawn.get(connection)
      if (!isInSight) continue
      const isSame = before?.name === name && before.color === color
      const element = isSame ? before.element : createCaretElement(name, color)
      if (!isSame) layer.append(element.dom)
      placeAt(element.dom, at.caret)
      turnCaret(element, at.caret, field.clientWidth)
      if (!isSame || before.head !== head) element.wake()
      next.set(connection, { element, name, color, head })
      for (const rect of at.range) ranges.push(rangeElement(rect, color))
    }
    for (const [connection, { element }] of drawn) if (next.get(connection)?.element !== element) element.remove()
    drawn = next
    for (const old of layer.querySelectorAll('.text-caret-range')) old.remove()
    layer.prepend(...ranges)
  }
  const stop = followCarets(editor, where, (placed) => {
    carets = placed
    draw()
  })
  return () => {
    stop()
    clear()
  }
}

interface Box {
  readonly left: number
  readonly top: number
  readonly width?: number
  readonly height: number
}

function placeAt(element: HTMLElement, { left, top, width, height }: Box): void {
  element.style.left = `${left}px`
  element.style.top = `${top}px`
  element.style.height = `${height}px`
  if (width !== undefined) element.style.width = `${width}px`
}

function rangeElement(box: Box, color: number): HTMLElement {
  const element = document.createElement('span')
  element.className = 'text-caret-range'
  element.style.setProperty('--presence', `var(--persona-${color})`)
  placeAt(element, box)
  return element
}
