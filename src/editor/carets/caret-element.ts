/** So long a name stands at a caret that moved. */
const NAME_SHOWN_MS = 1_800

/** Somebody's caret as an element to be put where it stands: a line in their colour, with their name for a moment after each move. */
export interface CaretElement {
  readonly dom: HTMLElement
  /** It has moved: the name is shown again. */
  readonly wake: () => void
  readonly remove: () => void
}

export function createCaretElement(name: string, color: number): CaretElement {
  const dom = document.createElement('span')
  dom.className = 'text-caret'
  dom.dataset['testid'] = 'text-caret'
  dom.setAttribute('aria-hidden', 'true')
  dom.style.setProperty('--presence', `var(--persona-${color})`)
  const label = document.createElement('span')
  label.textContent = name
  dom.append(label)
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    dom,
    wake() {
      dom.dataset['awake'] = ''
      clearTimeout(timer)
      timer = setTimeout(() => delete dom.dataset['awake'], NAME_SHOWN_MS)
    },
    remove() {
      clearTimeout(timer)
      dom.remove()
    },
  }
}

/** Which way the name runs, so that it stays within a field: down from the first line, to the start near the far edge. */
export function turnCaret(
  { dom }: CaretElement,
  at: { readonly left: number; readonly top: number },
  width: number,
): void {
  dom.toggleAttribute('data-below', at.top < 14)
  dom.toggleAttribute('data-leftward', at.left > width / 2)
}
