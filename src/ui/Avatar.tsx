import { clsx } from 'clsx'

const SIZES = {
  xs: 'size-5 text-[0.5625rem]',
  sm: 'size-6 text-2xs',
  stacked: 'size-6.5 text-2xs',
  button: 'size-7 text-2xs',
  md: 'size-8 text-xs',
  lg: 'size-12 text-lg',
} as const

const firstLetter = (word = ''): string => {
  const [first] = new Intl.Segmenter().segment(word)
  return first?.segment.toUpperCase() ?? ''
}

/** First letters of the first and last word, at most two. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map(firstLetter).join('') || '?'
}

interface AvatarProps {
  readonly name: string
  /** Which of the eight persona colours, 0..7. */
  readonly color: number
  readonly size?: keyof typeof SIZES | undefined
  /** The name is written beside it, or a tooltip tells it: keep it from screen readers. */
  readonly decorative?: boolean | undefined
  readonly className?: string | undefined
}

/** A person as initials on their colour. */
export const Avatar = ({ name, color, size = 'sm', decorative = false, className }: AvatarProps) => (
  <span
    {...(decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
    style={{ background: `var(--persona-${color})` }}
    className={clsx(
      'inline-flex shrink-0 items-center justify-center rounded-full forced-color-adjust-none font-semibold text-on-persona select-none',
      SIZES[size],
      className,
    )}
  >
    {initialsOf(name)}
  </span>
)
