import type { CSSProperties } from 'react'
import type { CardStyle } from '#shared/model/records/card.ts'

/** How much of a colour a card's ground takes: its text keeps its contrast in both themes. */
const FILL_SHARE = '18%'

/** A card's own looks, over those of its kind; `undefined` where it has none. */
export function cardStyleCss({ fill, stroke, isDashed, align }: CardStyle = {}): CSSProperties | undefined {
  const css: CSSProperties = {}
  if (fill === 'none') css.background = 'transparent'
  else if (fill !== undefined)
    css.background = `color-mix(in srgb, var(--persona-${fill}) ${FILL_SHARE}, var(--surface-raised))`
  if (stroke === 'none') css.borderColor = 'transparent'
  else if (stroke !== undefined) css.borderColor = `var(--persona-${stroke})`
  if (isDashed) css.borderStyle = 'dashed'
  if (align !== undefined) css.textAlign = align
  return Object.keys(css).length > 0 ? css : undefined
}
