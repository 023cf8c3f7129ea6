import { Bell } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { NoticeItem } from '#shared/contract/rest/notices.ts'
import { useNotices } from '#src/api/notice-queries.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { late } from '#src/ui/late.ts'
import { Popover } from '#src/ui/Popover.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'

const NoticeList = late(async () => (await import('./NoticeList.tsx')).NoticeList)

const SHOWN_MAX = 99

interface NoticeBellProps {
  /** Goes to what a notice is about. */
  readonly onOpen: (notice: NoticeItem) => void
}

/** How much there is that I have not read, and the list of it. */
export function NoticeBell({ onOpen }: NoticeBellProps) {
  const notices = useNotices({ enabled: true })
  const [isOpen, setOpen] = useState(false)
  const unread = notices.data?.filter(({ isRead }) => !isRead).length ?? 0
  const label = unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`
  return (
    <span className="relative inline-flex">
      <Popover
        label="Notifications"
        align="end"
        className="w-96 max-w-[calc(100vw-1rem)] p-0"
        open={isOpen}
        onOpenChange={setOpen}
        trigger={<IconButton icon={Bell} label={label} />}
      >
        <Suspense
          fallback={
            <div className="flex h-24 items-center justify-center">
              <Spinner />
            </div>
          }
        >
          <NoticeList
            onOpen={(notice) => {
              setOpen(false)
              onOpen(notice)
            }}
          />
        </Suspense>
      </Popover>
      {unread > 0 && (
        <span
          aria-hidden
          className="tabular pointer-events-none absolute -top-0.5 -right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[0.625rem] leading-none font-semibold text-on-accent ring-2 ring-surface"
        >
          {unread > SHOWN_MAX ? `${SHOWN_MAX}+` : unread}
        </span>
      )}
    </span>
  )
}
