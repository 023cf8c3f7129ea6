import { BellOff, CheckCheck } from 'lucide-react'
import { NOTICE_KINDS } from '#shared/contract/notice-kinds.ts'
import type { NoticeItem } from '#shared/contract/rest/notices.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useNotices, useReadAllNotices, useReadNotice } from '#src/api/notice-queries.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { toast } from '#src/ui/toast.ts'
import { useNow } from '#src/ui/use-now.ts'

/** What I am told of, the newest first. Opening one marks it as read. */
export function NoticeList({ onOpen }: { readonly onOpen: (notice: NoticeItem) => void }) {
  const { data, error, refetch } = useNotices({ enabled: true })
  const readAll = useReadAllNotices()
  const now = useNow(MINUTE_MS)
  const hasUnread = data?.some(({ isRead }) => !isRead) ?? false
  return (
    <div className="flex max-h-[min(32rem,75dvh)] flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2 className="flex-1 text-sm font-semibold">Notifications</h2>
        {hasUnread && (
          <Button
            size="sm"
            variant="ghost"
            icon={CheckCheck}
            onClick={() => readAll.mutate(undefined, { onError: (fault) => toast.error(wordsOf(fault)) })}
          >
            Mark all as read
          </Button>
        )}
      </header>
      {data === undefined ? (
        error === null ? (
          <div className="flex h-24 items-center justify-center">
            <Spinner />
          </div>
        ) : (
          <p role="alert" className="p-4 text-sm text-danger">
            {wordsOf(error)}{' '}
            <button type="button" className="font-medium underline" onClick={() => void refetch()}>
              Try again
            </button>
          </p>
        )
      ) : data.length === 0 ? (
        <EmptyState icon={BellOff} title="Nothing yet" className="py-8">
          You hear here when somebody mentions you or replies to you.
        </EmptyState>
      ) : (
        <ul aria-label="Notifications" className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1">
          {data.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} now={now} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </div>
  )
}

interface NoticeRowProps {
  readonly notice: NoticeItem
  readonly now: number
  readonly onOpen: (notice: NoticeItem) => void
}

function NoticeRow({ notice, now, onOpen }: NoticeRowProps) {
  const read = useReadNotice()
  const { id, kind, actorName, actorColor, journeyTitle, text, createdAt, isRead } = notice
  return (
    <li className="group relative">
      <button
        type="button"
        className="flex w-full gap-3 rounded-md py-2.5 pr-9 pl-3 text-left hover:bg-ink/4 focus-visible:bg-ink/4"
        onClick={() => {
          if (!isRead) read.mutate({ id, isRead: true })
          onOpen(notice)
        }}
      >
        <Avatar name={actorName} color={actorColor} size="button" decorative />
        <span className="min-w-0 flex-1">
          <span className="block text-sm text-ink-muted">
            {!isRead && <span className="sr-only">Unread: </span>}
            <span className="font-medium text-ink">{actorName}</span> {NOTICE_KINDS[kind].verb} in{' '}
            <span className="text-ink">{journeyTitle || 'Untitled journey'}</span>
          </span>
          {text !== '' && <span className="mt-0.5 line-clamp-2 text-sm break-words text-ink">{text}</span>}
          <span className="mt-0.5 block text-xs text-ink-faint">{timeAgo(createdAt, now)}</span>
        </span>
      </button>
      <button
        type="button"
        aria-label={isRead ? 'Mark as unread' : 'Mark as read'}
        title={isRead ? 'Mark as unread' : 'Mark as read'}
        className="absolute top-2 right-1.5 flex size-6 items-center justify-center rounded-full hover:bg-ink/6 pointer-coarse:size-10"
        onClick={() => read.mutate({ id, isRead: !isRead })}
      >
        <span
          aria-hidden
          className={
            isRead
              ? 'size-2 rounded-full border border-line-strong opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100'
              : 'size-2 rounded-full bg-accent'
          }
        />
      </button>
    </li>
  )
}
