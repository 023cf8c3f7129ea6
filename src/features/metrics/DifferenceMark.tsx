import { svgPicture } from '#src/ui/icon-picture.ts'
import { useThemeColor } from '#src/ui/theme-colors.ts'

interface DifferenceMarkProps {
  readonly isMore: boolean
  /** Absent: it is not known which of the two is better. */
  readonly better?: 'more' | 'less' | undefined
}

/** A triangle up or down: more or less than the others that a number is held against. Coloured where it is known which is better. */
export function DifferenceMark({ isMore, better }: DifferenceMarkProps) {
  const isBetter = better === undefined ? null : isMore === (better === 'more')
  const fill = useThemeColor(isBetter === null ? 'ink-muted' : isBetter ? 'good' : 'danger')
  const picture = svgPicture(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" fill="${fill}"><path d="${isMore ? 'M4 1 7.6 7H.4Z' : 'M4 7 .4 1h7.2Z'}"/></svg>`,
  )
  return <i aria-hidden className="icon-picture size-2 shrink-0" style={{ backgroundImage: picture }} />
}
