/** What keys do because the focus is on the grid, for the shortcut sheet. */
export const GRID_KEYS: readonly { readonly label: string; readonly shortcuts: readonly string[] }[] = [
  { label: 'Go to the neighbouring card or cell', shortcuts: ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'] },
  {
    label: 'Move a card beside the grid by a pixel',
    shortcuts: ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'],
  },
  {
    label: 'The same by ten pixels',
    shortcuts: ['Shift+ArrowLeft', 'Shift+ArrowUp', 'Shift+ArrowDown', 'Shift+ArrowRight'],
  },
  { label: 'From a selected line to its ends, which the arrow keys then move', shortcuts: ['Tab'] },
  { label: 'First or last cell of the lane', shortcuts: ['Home', 'End'] },
  { label: 'First or last cell of the journey', shortcuts: ['Mod+Home', 'Mod+End'] },
  { label: 'While typing: back to the card', shortcuts: ['Escape'] },
  { label: 'While typing: done, and on to the cell below', shortcuts: ['Enter'] },
  { label: 'While typing: done, and on to the next or previous cell', shortcuts: ['Tab', 'Shift+Tab'] },
  { label: 'While typing: a new line', shortcuts: ['Shift+Enter'] },
  { label: 'Pan by dragging while held', shortcuts: ['Space'] },
]
