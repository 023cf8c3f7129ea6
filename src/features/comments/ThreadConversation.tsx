import { CircleCheck, CornerUpLeft, Link2, MapPin } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { Button } from '#src/ui/Button.tsx'
import { cn } from '#src/ui/cn.ts'
import { copyText } from '#src/ui/copy-text.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { toast } from '#src/ui/toast.ts'
import { useNow } from '#src/ui/use-now.ts'
import { useCommentsHome } from './comments-context.ts'
import { CommentView } from './CommentView.tsx'
import type { Thread } from './threads.ts'
import { UnsentView } from './UnsentView.tsx'
import { useReadWhileOpen } from './use-read-while-open.ts'

/** A whole thread: what it is on, its comments, and whether it is settled. */
export function ThreadConversation({ thread }: { readonly thread: Thread }) {
  const {
    comments: { me },
    describe,
    onShow,
  } = useCommentsHome()
  const now = useNow(MINUTE_MS)
  const list = useRef<HTMLDivElement>(null)
  const readTo = useReadWhileOpen(thread)
  const lastId = thread.unsent.at(-1)?.id ?? thread.comments.at(-1)?.id
  // The newest word is in sight, also when it has just come.
  const shownId = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (shownId.current === lastId) return
    shownId.current = lastId
    list.current?.scrollIntoView({ block: 'end' })
  }, [lastId])
  const { kind, title, isGone } = describe(thread.anchor)
  return (
    <div ref={list}>
      <div className="flex items-center gap-2 px-4 pt-3 pb-2">
        <MapPin aria-hidden className="size-4 shrink-0 text-ink-faint" strokeWidth={1.75} />
        <p className="flex min-w-0 flex-1 gap-1 text-xs text-ink-muted">
          <span className="shrink-0">
            {isGone ? `On a deleted ${kind.toLowerCase()}` : kind}
            {title !== '' && ':'}
          </span>
          {onShow && !isGone && thread.anchor.kind !== 'journey' ? (
            <button
              type="button"
              dir="auto"
              title="Show it on the journey"
              className="min-w-0 truncate font-medium text-ink underline-offset-2 hover:underline"
              onClick={() => onShow(thread.anchor)}
            >
              {title || 'Show'}
            </button>
          ) : (
            <span dir="auto" className="min-w-0 truncate font-medium text-ink">
              {title}
            </span>
          )}
        </p>
      </div>
      {thread.resolved && (
        <p className="mx-4 mb-1 flex items-center gap-1.5 rounded-md bg-good-soft px-2.5 py-1.5 text-xs text-good">
          <CircleCheck aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
          Resolved by {thread.resolved.name} {timeAgo(thread.resolved.at, now)}
        </p>
      )}
      <ol aria-label="Comments" className="pb-1">
        {thread.comments.map((comment) => (
          <CommentView
            key={comment.id}
            comment={comment}
            isUnread={comment.number > readTo && comment.author.id !== me.id}
            now={now}
          />
        ))}
        {thread.unsent.map((unsent) => (
          <UnsentView key={unsent.id} unsent={unsent} />
        ))}
      </ol>
    </div>
  )
}

/** What can be done with a thread as a whole. */
export function ThreadVerbs({ thread }: { readonly thread: Thread }): ReactNode {
  const { comments, mayWrite, addressOf } = useCommentsHome()
  const [isBusy, setBusy] = useState(false)
  const isResolved = thread.resolved !== null
  const setResolved = async (next: boolean): Promise<void> => {
    setBusy(true)
    try {
      await comments.setResolved(thread.id, next)
      toast(next ? 'Thread resolved' : 'Thread opened again')
    } catch (error) {
      toast.error(wordsOf(error))
    } finally {
      setBusy(false)
    }
  }
  // Nobody else knows of it yet.
  if (thread.comments.length === 0) return null
  return (
    <>
      <IconButton
        icon={Link2}
        label="Copy link to this thread"
        onClick={() =>
          void copyText(addressOf(thread.id)).then((isCopied) =>
            isCopied ? toast('Link copied') : toast.error('The link could not be copied.'),
          )
        }
      />
      {mayWrite && (
        <Button
          size="sm"
          variant="ghost"
          icon={isResolved ? CornerUpLeft : CircleCheck}
          busy={isBusy}
          className={cn(!isResolved && 'text-good')}
          onClick={() => void setResolved(!isResolved)}
        >
          {isResolved ? 'Reopen' : 'Resolve'}
        </Button>
      )}
    </>
  )
}
