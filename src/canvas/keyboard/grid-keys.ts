/** What keys do because the focus is on the grid, for the shortcut sheet. */
export const GRID_KEYS: readonly { readonly label: string; readonly shortcuts: readonly string[] }[] = [
  { label: 'Go to the neighbouring card or cell', shortcuts: ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'] },
  { label: 'Next card or cell along the lane', shortcuts: ['Tab'] },
  { label: 'Card or cell before', shortcuts: ['Shift+Tab'] },
  { label: 'While typing: done', shortcuts: ['Enter', 'Escape'] },
  { label: 'While typing: a new line', shortcuts: ['Shift+Enter'] },
  { label: 'Pan by dragging while held', shortcuts: ['Space'] },
]
