import { memo } from 'react'
import { clsx } from 'clsx'
import { iconPicture, type PictureLook } from './icon-picture.ts'
import type { Icon } from './icon.ts'
import { useThemeColor } from './theme-colors.ts'

interface IconPictureProps extends Omit<PictureLook, 'color'> {
  readonly icon: Icon
  /** A token of the theme, e.g. `ink-muted`. */
  readonly color: string
  /** For those who hear it; without one it says nothing to them. */
  readonly label?: string
  readonly className?: string
}

/** An icon of `sizePx`, 16 by default, on what moves with the canvas: a picture, not an SVG element (`iconPicture`). */
export const IconPicture = memo(function IconPicture({ icon, color, label, className, ...look }: IconPictureProps) {
  const picture = iconPicture(icon, { ...look, color: useThemeColor(color) })
  return (
    <i
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      className={clsx('icon-picture', className)}
      style={{ backgroundImage: picture, width: look.sizePx, height: look.sizePx }}
    />
  )
})
