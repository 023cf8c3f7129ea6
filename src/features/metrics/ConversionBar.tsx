import { svgPicture } from '#src/ui/icon-picture.ts'
import { useThemeColor } from '#src/ui/theme-colors.ts'

interface ConversionBarProps {
  /** 0..1 */
  readonly share: number
  /** A token of the theme. */
  readonly color: string
}

/** As wide as the arrow, in its own pixels. */
const WIDTH = 26

/** An arrow that is as full as the share of cases that go on; the number beside it says the same. A picture, as `IconPicture` is one. */
export function ConversionBar({ share, color }: ConversionBarProps) {
  const fill = useThemeColor(color)
  const full = (share * WIDTH).toFixed(1)
  const picture = svgPicture(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} 10" fill="${fill}"><path d="${OUTLINE}" fill-opacity=".18"/><clipPath id="f"><path d="M0 0h${full}v10H0z"/></clipPath><path d="${OUTLINE}" clip-path="url(#f)"/></svg>`,
  )
  return (
    <i
      aria-hidden
      className="icon-picture h-2.5 w-6.5 max-room-3:h-2 max-room-3:w-5"
      style={{ backgroundImage: picture }}
    />
  )
}

const OUTLINE =
  'M1.5 2H19V.6a.6.6 0 0 1 1-.4l5.2 4.3a.6.6 0 0 1 0 1L20 9.8a.6.6 0 0 1-1-.4V8H1.5A1.5 1.5 0 0 1 0 6.5v-3A1.5 1.5 0 0 1 1.5 2Z'
