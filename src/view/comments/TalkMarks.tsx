import { MessageSquare } from 'lucide-react'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Point } from '#shared/layout/rect.ts'
import { elementOf } from '#shared/model/selectors/element-kind-of.ts'
import { cn } from '#src/ui/cn.ts'
import type { TalkMark, TalkMarksProps } from './talk.ts'

/** Beside titles that stay at the edge of the map and would cover a mark on them. */
const INSET_PX = 14

/** Where something is said, on the map. By keys one gets to the same threads from the panel, and from a card's details. */
export const TalkMarks = ({ marks, layout, rectOf }: TalkMarksProps) =>
  marks.map((mark) => {
    const at = placeOf(mark, layout, rectOf)
    return at && <Mark key={mark.key} mark={mark} at={at} />
  })

function Mark({ mark: { count, unread, open }, at }: { readonly mark: TalkMark; readonly at: Point }) {
  const words = `${count === 1 ? '1 comment' : `${String(count)} comments`}${unread > 0 ? `, ${String(unread)} unread` : ''}`
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={words}
      title={words}
      data-testid="talk-mark"
      onClick={open}
      style={{ left: at.x, top: at.y }}
      className={cn(
        'tabular absolute inline-flex h-6 min-w-6 -translate-x-1/2 -translate-y-1/2 items-center gap-1 rounded-full px-1.5 text-2xs font-medium shadow-card',
        unread > 0 ? 'bg-accent text-on-accent' : 'bg-surface-raised text-ink-muted hover:text-ink',
      )}
    >
      <MessageSquare aria-hidden className="size-3" strokeWidth={2} />
      {count}
    </button>
  )
}

/** The upper right corner of a card; just below the title of a stage or step, just beside that of a lane. */
function placeOf({ on }: TalkMark, layout: JourneyLayout, rectOf: TalkMarksProps['rectOf']): Point | undefined {
  if ('at' in on) return on.at
  const rect = rectOf(layout, on.elementId)
  if (!rect) return undefined
  switch (elementOf(layout.snapshot, on.elementId)?.kind) {
    case 'stage':
    case 'step':
      return { x: rect.x + rect.width - INSET_PX, y: INSET_PX }
    case 'lane':
      return { x: INSET_PX, y: rect.y + INSET_PX }
    case 'link':
      return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 - INSET_PX }
    default:
      return { x: rect.x + rect.width, y: rect.y }
  }
}
