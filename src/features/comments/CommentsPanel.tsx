import { ArrowLeft, CheckCheck, MessageSquarePlus } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Panel } from '#src/ui/Panel.tsx'
import { toast } from '#src/ui/toast.ts'
import { useCommentsHome, useCommentsState, useCommentsView } from './comments-context.ts'
import { EMPTY_DRAFT, NEW_DRAFT, setDraft } from './comments-view.ts'
import { Composer } from './Composer.tsx'
import { ThreadConversation, ThreadVerbs } from './ThreadConversation.tsx'
import { ThreadList } from './ThreadList.tsx'
import { type Thread, threadsOf } from './threads.ts'

interface CommentsPanelProps {
  /** Absent: the panel cannot be closed. */
  readonly onClose?: (() => void) | undefined
}

/** What is said beside the journey: the list, one conversation, or a new one. It stands beside the work and never blocks it. */
export function CommentsPanel({ onClose }: CommentsPanelProps) {
  const { comments, view, onOpened } = useCommentsHome()
  const threads = useThreads()
  const openThreadId = useCommentsView((state) => state.openThreadId)
  const composing = useCommentsView((state) => state.composing)
  const status = useCommentsState((state) => state.status)
  const open = threads.find(({ id }) => id === openThreadId)
  if (composing) return <NewThreadPanel onClose={onClose} />
  if (openThreadId !== null && (open || status === 'loading'))
    return <ThreadPanel key={openThreadId} thread={open} onClose={onClose} />
  const unreadIds = threads.filter(({ unread }) => unread > 0).map(({ id }) => id)
  return (
    <Panel
      title="Comments"
      onClose={onClose}
      isFlush
      actions={
        <>
          {unreadIds.length > 0 && (
            <IconButton
              icon={CheckCheck}
              label="Mark all as read"
              onClick={() => {
                comments.markRead(unreadIds).catch((error: unknown) => toast.error(wordsOf(error)))
              }}
            />
          )}
          <NewThreadButton />
        </>
      }
    >
      {openThreadId !== null && (
        <p role="status" className="m-3 mb-0 rounded-md bg-ink/6 px-3 py-2 text-xs text-ink-muted">
          This thread is not there any more.
        </p>
      )}
      <ThreadList
        threads={threads}
        onOpen={({ id, anchor }) => {
          view.setState({ openThreadId: id })
          onOpened?.(anchor)
        }}
      />
    </Panel>
  )
}

function useThreads(): readonly Thread[] {
  const { comments } = useCommentsHome()
  const threads = useCommentsState((state) => state.threads)
  const known = useCommentsState((state) => state.comments)
  const reads = useCommentsState((state) => state.reads)
  const unsent = useCommentsState((state) => state.unsent)
  return useMemo(
    () => threadsOf({ threads, comments: known, reads, unsent }, comments.me.id),
    [threads, known, reads, unsent, comments],
  )
}

function NewThreadButton() {
  const { view, mayWrite } = useCommentsHome()
  if (!mayWrite) return null
  return (
    <IconButton
      icon={MessageSquarePlus}
      label="Comment on the whole journey"
      onClick={() => view.setState({ composing: { kind: 'journey' } })}
    />
  )
}

const OFFLINE_WORDS = 'You are offline. What you write is sent when you are back.'

/** One conversation. */
function ThreadPanel({ thread, onClose }: { readonly thread: Thread | undefined } & CommentsPanelProps) {
  const { comments, view, mayWrite, isOnline, describe } = useCommentsHome()
  const back = useRef<HTMLButtonElement>(null)
  const id = thread?.id ?? ''
  const draft = useCommentsView((state) => state.drafts[id] ?? EMPTY_DRAFT)
  // Who opened it goes on from here, unless they are writing already.
  useEffect(() => {
    if (document.activeElement?.matches('textarea, input') !== true) back.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Panel
      title={
        <span className="flex items-center gap-1">
          <IconButton
            ref={back}
            icon={ArrowLeft}
            label="Back to all threads"
            onClick={() => view.setState({ openThreadId: null })}
          />
          Thread
        </span>
      }
      onClose={onClose}
      isFlush
      actions={thread && <ThreadVerbs thread={thread} />}
      footer={
        thread &&
        (mayWrite ? (
          <>
            {!isOnline && <p className="mb-2 text-xs text-ink-muted">{OFFLINE_WORDS}</p>}
            <Composer
              label={thread.resolved ? 'Reply to this resolved thread' : 'Reply'}
              sendLabel="Reply"
              draft={draft}
              onDraft={(next) => setDraft(view, id, next)}
              onSend={(words) => {
                setDraft(view, id, EMPTY_DRAFT)
                const { title, isGone } = describe(thread.anchor)
                comments.reply(id, words, thread.anchor.kind === 'element' && !isGone ? title : undefined)
              }}
            />
          </>
        ) : (
          <p className="text-xs text-ink-muted">
            You can read this conversation. To take part in it, ask to be made a commenter.
          </p>
        ))
      }
    >
      {thread && <ThreadConversation thread={thread} />}
    </Panel>
  )
}

/** A thread that is about to be started. */
function NewThreadPanel({ onClose }: CommentsPanelProps) {
  const { comments, view, isOnline, describe } = useCommentsHome()
  const anchor = useCommentsView((state) => state.composing)
  const draft = useCommentsView((state) => state.drafts[NEW_DRAFT] ?? EMPTY_DRAFT)
  if (!anchor) return null
  const { kind, title } = describe(anchor)
  const leave = (): void => view.setState({ composing: null })
  return (
    <Panel title="New comment" onClose={onClose} isFlush>
      <div className="flex flex-col gap-3 p-4">
        <p className="text-xs text-ink-muted">
          {kind}
          {title !== '' && (
            <>
              {': '}
              <span dir="auto" className="font-medium text-ink">
                {title}
              </span>
            </>
          )}
        </p>
        {!isOnline && <p className="text-xs text-ink-muted">{OFFLINE_WORDS}</p>}
        <Composer
          key={JSON.stringify(anchor)}
          label="Comment"
          sendLabel="Comment"
          draft={draft}
          takesFocus
          onDraft={(next) => setDraft(view, NEW_DRAFT, next)}
          onSend={(words) => {
            setDraft(view, NEW_DRAFT, EMPTY_DRAFT)
            view.setState({ composing: null, openThreadId: comments.start(anchor, words) })
          }}
          onCancel={leave}
        />
      </div>
    </Panel>
  )
}
