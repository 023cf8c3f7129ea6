import { counted } from '#shared/lib/counted.ts'
import { CircleCheck, MessageSquare, Search, SearchX, X } from 'lucide-react'
import { useDeferredValue } from 'react'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Select } from '#src/ui/Select.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { useNow } from '#src/ui/use-now.ts'
import { useCommentsHome, useCommentsState, useCommentsView } from './comments-context.ts'
import { FILTER_WORDS, filteredThreads, type Thread, THREAD_FILTERS } from './threads.ts'

interface ThreadListProps {
  readonly threads: readonly Thread[]
  readonly onOpen: (thread: Thread) => void
}

/** All threads through a filter, the latest word first. */
export function ThreadList({ threads, onOpen }: ThreadListProps) {
  const { comments, view, describe } = useCommentsHome()
  const status = useCommentsState((state) => state.status)
  const fault = useCommentsState((state) => state.fault)
  const filter = useCommentsView((state) => state.filter)
  const elementId = useCommentsView((state) => state.elementId)
  const search = useCommentsView((state) => state.search)
  const asked = useDeferredValue(search)
  const now = useNow(MINUTE_MS)
  const shown = filteredThreads(threads, { filter, elementId, search: asked }, (anchor) => describe(anchor).title)
  const elementTitle =
    elementId === null
      ? null
      : threads
          .map(({ anchor }) => anchor)
          .find((anchor) => anchor.kind === 'element' && anchor.elementId === elementId)

  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-2 p-3">
        <TextField
          label="Search comments"
          hideLabel
          type="search"
          icon={Search}
          placeholder="Search comments"
          value={search}
          onChange={(event) => view.setState({ search: event.target.value })}
        />
        <Select
          label="Which threads"
          hideLabel
          value={filter}
          options={THREAD_FILTERS.map((value) => ({
            value,
            label: FILTER_WORDS[value],
            hint: String(filteredThreads(threads, { filter: value, elementId, search: '' }, () => '').length),
          }))}
          onChange={(value) => view.setState({ filter: value })}
        />
        {elementId !== null && (
          <p className="flex items-center gap-1 rounded-md bg-ink/6 py-0.5 pr-0.5 pl-2.5 text-xs text-ink-muted">
            <span dir="auto" className="min-w-0 flex-1 truncate">
              Only on {elementTitle ? describe(elementTitle).title || 'this element' : 'this element'}
            </span>
            <IconButton
              size="sm"
              icon={X}
              label="Show those on all elements"
              onClick={() => view.setState({ elementId: null })}
            />
          </p>
        )}
      </div>
      {fault !== null && (
        <p role="alert" className="mx-3 mb-2 rounded-md bg-danger-soft px-3 py-2 text-xs text-danger">
          {fault}{' '}
          <button type="button" className="font-medium underline" onClick={() => void comments.catchUp()}>
            Try again
          </button>
        </p>
      )}
      <output className="sr-only">{status === 'ready' ? counted(shown.length, 'thread') : ''}</output>
      {shown.length > 0 ? (
        <ul aria-label="Threads" className="px-1.5 pb-2">
          {shown.map((thread) => (
            <ThreadRow key={thread.id} thread={thread} now={now} onOpen={onOpen} />
          ))}
        </ul>
      ) : status === 'loading' ? (
        <div className="flex h-24 items-center justify-center">
          <Spinner />
        </div>
      ) : (
        status === 'ready' && <NoThreads isAny={threads.length > 0} />
      )}
    </div>
  )
}

function NoThreads({ isAny }: { readonly isAny: boolean }) {
  const { view, mayWrite } = useCommentsHome()
  if (isAny) {
    return (
      <EmptyState
        icon={SearchX}
        title="No threads here"
        className="py-8"
        action={
          <Button size="sm" onClick={() => view.setState({ filter: 'all', search: '', elementId: null })}>
            Show all threads
          </Button>
        }
      >
        None passes the filter.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={MessageSquare} title="No comments yet" className="py-8">
      {mayWrite
        ? 'Select something and press C, or press C and click a spot. Or start with the journey as a whole.'
        : 'What is said about this journey stands here.'}
    </EmptyState>
  )
}

interface ThreadRowProps {
  readonly thread: Thread
  readonly now: number
  readonly onOpen: (thread: Thread) => void
}

function ThreadRow({ thread, now, onOpen }: ThreadRowProps) {
  const { comments, describe } = useCommentsHome()
  const { anchor, unread, count, lastAt, resolved, unsent } = thread
  const first = thread.comments.find(({ removedAt }) => removedAt === null)
  const author = first?.author ?? comments.me
  const text = first?.text ?? unsent[0]?.text ?? ''
  const { kind, title, isGone } = describe(anchor)
  const where = isGone ? `On a deleted ${kind.toLowerCase()}${title === '' ? '' : `: ${title}`}` : title || kind
  const isNotSent = unsent.some(({ fault }) => fault !== null)
  return (
    <li>
      <button
        type="button"
        data-thread={thread.id}
        className="flex w-full gap-2.5 rounded-md px-2.5 py-2.5 text-left hover:bg-ink/4 focus-visible:bg-ink/4"
        onClick={() => onOpen(thread)}
      >
        <Avatar name={author.name} color={author.color} size="sm" decorative />
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-1.5 text-xs text-ink-faint">
            <span dir="auto" className="min-w-0 truncate">
              {where}
            </span>
            <span className="shrink-0">· {timeAgo(lastAt, now)}</span>
            <span className="flex-1" />
            {resolved && <CircleCheck aria-label="Resolved" className="size-4 shrink-0 text-good" strokeWidth={1.75} />}
            {unread > 0 && (
              <span className="tabular flex h-4 min-w-4 shrink-0 items-center justify-center rounded-full bg-accent px-1 text-[0.625rem] font-semibold text-on-accent">
                {unread}
                <span className="sr-only"> unread</span>
              </span>
            )}
          </span>
          <span dir="auto" className="mt-0.5 line-clamp-2 text-sm break-words text-ink">
            <span className="font-medium">{author.name}</span> {text}
          </span>
          <span className="mt-0.5 block text-xs text-ink-faint">
            {isNotSent ? (
              <span className="font-medium text-danger">Not sent</span>
            ) : (
              count > 1 && (count === 2 ? '1 reply' : `${count - 1} replies`)
            )}
          </span>
        </span>
      </button>
    </li>
  )
}
