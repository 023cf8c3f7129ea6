import { cn } from '#src/ui/cn.ts'

interface ConversionBarProps {
  /** 0..1 */
  readonly share: number
  readonly weak: boolean
}

/** An arrow that is as full as the share of cases that go on; the number beside it says the same. */
export const ConversionBar = ({ share, weak }: ConversionBarProps) => (
  <svg
    aria-hidden
    viewBox="0 0 26 10"
    className={cn('h-2.5 w-6.5 shrink-0 @max-[16rem]:h-2 @max-[16rem]:w-5', weak ? 'text-ink-faint' : 'text-good')}
  >
    <path d={OUTLINE} fill="currentColor" fillOpacity={0.18} />
    <path
      d={OUTLINE}
      fill="currentColor"
      style={{ clipPath: `inset(0 ${(1 - share) * 100}% 0 0)`, transition: 'clip-path 450ms ease-out' }}
    />
  </svg>
)

const OUTLINE =
  'M1.5 2H19V.6a.6.6 0 0 1 1-.4l5.2 4.3a.6.6 0 0 1 0 1L20 9.8a.6.6 0 0 1-1-.4V8H1.5A1.5 1.5 0 0 1 0 6.5v-3A1.5 1.5 0 0 1 1.5 2Z'
