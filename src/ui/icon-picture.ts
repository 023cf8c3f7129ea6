import type { ReactElement } from 'react'
import { assert } from '#shared/lib/assert.ts'
import type { Icon } from './icon.ts'

/** An element of an icon: its tag and attributes. */
type IconPart = readonly [tag: string, attributes: Readonly<Record<string, string | number>>]

/** Icons are forwarded refs around one element that has the icon's parts in its properties. */
interface IconComponent {
  readonly render: (
    properties: object,
    ref: null,
  ) => ReactElement<{ readonly icon?: { readonly node: readonly IconPart[] } }>
}

export interface PictureLook {
  /** Any CSS colour. */
  readonly color: string
  /** In CSS pixels; 16 by default. A picture that is shown in two sizes is laid out anew at each turn. */
  readonly sizePx?: number
  readonly strokeWidth?: number
  readonly isFilled?: boolean
  /** 0 to 1. */
  readonly opacity?: number
}

const partsByIcon = new Map<Icon, string>()
const pictures = new Map<string, string>()

/**
 * An icon as a CSS picture (`url("data:…")`). On what moves with the canvas an SVG element of its own is a part of the page that the
 * browser's compositor looks at in each frame; a picture in the background of something is not, and is mounted a lot faster.
 */
export function iconPicture(
  icon: Icon,
  { color, sizePx = 16, strokeWidth = 2, isFilled = false, opacity = 1 }: PictureLook,
): string {
  const parts = partsOf(icon)
  const key = `${color} ${String(sizePx)} ${String(strokeWidth)} ${String(isFilled)} ${String(opacity)} ${parts}`
  const known = pictures.get(key)
  if (known !== undefined) return known
  const picture = svgPicture(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(sizePx)}" height="${String(sizePx)}" viewBox="0 0 24 24" fill="${isFilled ? color : 'none'}" stroke="${color}" stroke-width="${String(strokeWidth)}" stroke-linecap="round" stroke-linejoin="round" opacity="${String(opacity)}">${parts}</svg>`,
  )
  pictures.set(key, picture)
  return picture
}

/** An SVG text as a CSS picture. */
export const svgPicture = (svg: string): string => `url("data:image/svg+xml,${encodeURIComponent(svg)}")`

function partsOf(icon: Icon): string {
  const known = partsByIcon.get(icon)
  if (known !== undefined) return known
  const { icon: data } = (icon as unknown as IconComponent).render({}, null).props
  assert(data !== undefined, 'An icon without parts')
  const parts = data.node
    .map(([tag, { key: _key, ...attributes }]) => {
      const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${String(value)}"`)
      return `<${tag}${written.join('')}/>`
    })
    .join('')
  partsByIcon.set(icon, parts)
  return parts
}
