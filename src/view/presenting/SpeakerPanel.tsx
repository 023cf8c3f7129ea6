import { DATE_LOCALE, SECOND_MS } from '#shared/lib/time.ts'
import type { Slide } from '#shared/model/selectors/slides-in-order.ts'
import { RichText } from '#src/rich-text/RichText.tsx'
import { Button } from '#src/ui/Button.tsx'
import { useNow } from '#src/ui/use-now.ts'

interface SpeakerPanelProps {
  readonly slide: Slide
  readonly next: Slide | undefined
  readonly place: { readonly index: number; readonly count: number }
  readonly startedAt: number
  readonly onGo: (index: number) => void
}

const clock = new Intl.DateTimeFormat(DATE_LOCALE, { hour: '2-digit', minute: '2-digit', hour12: false })

/** `7:05`, `1:02:09`. */
export function passedWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS))
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${two(rest)}` : `${String(minutes)}:${two(rest)}`
}

/** What only the speaker sees: what to say, what comes next, how long it has taken. */
export function SpeakerPanel({ slide, next, place: { index, count }, startedAt, onGo }: SpeakerPanelProps) {
  const now = useNow(SECOND_MS)
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
      <p className="tabular flex items-baseline justify-between text-ink">
        <span className="text-2xl font-semibold" title="Since you began">
          {passedWords(now - startedAt)}
        </span>
        <span className="text-sm text-ink-muted">{clock.format(now)}</span>
      </p>
      <div>
        <p className="tabular text-xs text-ink-muted">
          Slide {index + 1} of {count}
        </p>
        <h3 className="text-lg font-semibold break-words text-ink" dir="auto">
          {slide.title}
        </h3>
      </div>
      <div className="flex-1 text-base text-pretty break-words text-ink" dir="auto">
        {slide.notes === '' ? (
          <p className="text-sm text-ink-muted">
            No notes for this slide. Whoever may edit writes them in the editor: Journey menu, Presentation.
          </p>
        ) : (
          <RichText text={slide.notes} />
        )}
      </div>
      <p className="text-sm text-ink-muted">
        {next ? (
          <>
            Next: <span className="font-medium text-ink">{next.title}</span>
          </>
        ) : (
          'This is the last slide.'
        )}
      </p>
      <div className="flex gap-2">
        <Button className="flex-1" disabled={index === 0} onClick={() => onGo(index - 1)}>
          Back
        </Button>
        <Button className="flex-1" variant="primary" disabled={next === undefined} onClick={() => onGo(index + 1)}>
          Next
        </Button>
      </div>
    </div>
  )
}
