import { type EditorState, type Extension, type Range, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import { plainMarker, readRichText, type RichLine } from '#shared/model/rich-text/read-rich-text.ts'

/** A bullet or number in place of the signs that make a list entry. */
class MarkerWidget extends WidgetType {
  readonly #marker: string
  constructor(marker: string) {
    super()
    this.#marker = marker
  }
  override eq(other: MarkerWidget): boolean {
    return other.#marker === this.#marker
  }
  override toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = 'rich-marker'
    element.textContent = this.#marker
    return element
  }
}

const HIDDEN = Decoration.replace({})
const SIGN = Decoration.mark({ class: 'rich-sign' })
const BOLD = Decoration.mark({ class: 'rich-bold' })
const ITALIC = Decoration.mark({ class: 'rich-italic' })

interface Drawn {
  readonly decorations: DecorationSet
  /** What the caret jumps over. */
  readonly atoms: DecorationSet
}

function drawn(state: EditorState): Drawn {
  const { from: caretFrom, to: caretTo } = state.selection.main
  const decorations: Range<Decoration>[] = []
  const atoms: Range<Decoration>[] = []
  for (const line of readRichText(state.doc.toString())) {
    drawMarker(line, decorations, atoms)
    for (const { from, to, isBold, isItalic, href } of line.spans) {
      if (isBold) decorations.push(BOLD.range(from, to))
      if (isItalic) decorations.push(ITALIC.range(from, to))
      if (href !== undefined) {
        const attributes = { title: `${href} (Ctrl or ⌘ and click opens it)`, 'data-href': href }
        decorations.push(Decoration.mark({ class: 'rich-link', attributes }).range(from, to))
      }
    }
    for (const { from, to, start, end } of line.marks) {
      const isNear = caretFrom <= end && caretTo >= start
      decorations.push((isNear ? SIGN : HIDDEN).range(from, to))
    }
  }
  return { decorations: Decoration.set(decorations, true), atoms: Decoration.set(atoms, true) }
}

function drawMarker({ from, item }: RichLine, decorations: Range<Decoration>[], atoms: Range<Decoration>[]): void {
  if (!item) return
  const attributes = { 'data-level': String(item.level) }
  decorations.push(Decoration.line({ class: 'rich-line-item', attributes }).range(from))
  const marker = Decoration.replace({ widget: new MarkerWidget(plainMarker(item)) }).range(from, item.textFrom)
  decorations.push(marker)
  atoms.push(marker)
}

const drawnField = StateField.define<Drawn>({
  create: drawn,
  update: (before, { docChanged, selection, state }) => (docChanged || selection ? drawn(state) : before),
  provide: (field) => [
    EditorView.decorations.from(field, ({ decorations }) => decorations),
    EditorView.atomicRanges.of((view) => view.state.field(field).atoms),
  ],
})

/** Opens what is linked with Ctrl or ⌘ and a click; a plain click places the caret. */
const openLinks = (showElement: ((elementId: string) => void) | null): Extension =>
  EditorView.domEventHandlers({
    mousedown(event) {
      if (!(event.ctrlKey || event.metaKey) || !(event.target instanceof Element)) return false
      const href = event.target.closest('[data-href]')?.getAttribute('data-href')
      if (href === null || href === undefined) return false
      event.preventDefault()
      if (!href.startsWith('#')) window.open(href, '_blank', 'noopener,noreferrer')
      else showElement?.(href.slice(1))
      return true
    },
  })

/** Shows formats as they will look; the signs that make them appear where the caret is. */
export const liveFormat = (showElement: ((elementId: string) => void) | null): Extension => [
  drawnField,
  openLinks(showElement),
]
