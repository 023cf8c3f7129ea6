import { MessageSquare } from 'lucide-react'
import { use } from 'react'
import { useStore } from 'zustand'
import { cn } from '#src/ui/cn.ts'
import { CommentsContext, type CommentsHome } from './comments-context.ts'
import { isOn, threadsOf } from './threads.ts'

interface CommentMarkProps {
  readonly elementId: string
  readonly onOpen: (elementId: string) => void
}

/** On a row of the outline or the table: how many comments its element has. Nothing where there are none. */
export function CommentMark(props: CommentMarkProps) {
  const home = use(CommentsContext)
  return home && <Mark {...props} home={home} />
}

function Mark({ elementId, onOpen, home }: CommentMarkProps & { readonly home: CommentsHome }) {
  const { comments, view } = home
  // As text, so that a row is drawn again only when its own numbers are others.
  const counts = useStore(comments.state, (state) => {
    let count = 0
    let unread = 0
    for (const thread of state.threads.values()) {
      if (thread.resolved !== null || !isOn(thread.anchor, elementId)) continue
      const one = { threads: new Map([[thread.id, thread]]), comments: state.comments, reads: state.reads, unsent: [] }
      const [found] = threadsOf(one, comments.me.id)
      count += found?.count ?? 0
      unread += found?.unread ?? 0
    }
    return `${count} ${unread}`
  })
  const areShown = useStore(view, (state) => state.arePinsShown)
  const [count = 0, unread = 0] = counts.split(' ').map(Number)
  if (count === 0 || !areShown) return null
  const words = `${count === 1 ? '1 comment' : `${count} comments`}${unread > 0 ? `, ${unread} unread` : ''}`
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={words}
      title={words}
      data-testid="comment-mark"
      className={cn(
        'tabular inline-flex h-5 shrink-0 items-center gap-1 rounded-full px-1.5 text-2xs font-medium',
        unread > 0 ? 'bg-accent text-on-accent' : 'bg-ink/6 text-ink-muted hover:text-ink',
      )}
      onClick={(event) => {
        event.stopPropagation()
        onOpen(elementId)
      }}
    >
      <MessageSquare aria-hidden className="size-3" strokeWidth={2} />
      {count}
    </button>
  )
}
