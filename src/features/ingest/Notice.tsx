import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '#src/ui/cn.ts'

interface NoticeProps {
  readonly tone: 'danger' | 'warn' | 'info'
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

const TONES = {
  danger: 'bg-danger-soft text-danger',
  warn: 'bg-warn-soft text-warn',
  info: 'bg-accent-soft text-accent',
} as const

/** Something to know before going on, where one is looking. A danger is read out when it appears. */
export const Notice = ({ tone, title, children, action }: NoticeProps) => {
  const NoticeIcon = tone === 'info' ? Info : CircleAlert
  return (
    <div
      role={tone === 'danger' ? 'alert' : undefined}
      className={cn('flex items-start gap-3 rounded-lg px-4 py-3', TONES[tone])}
    >
      <NoticeIcon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="text-sm font-semibold">{title}</p>
        {children !== undefined && <div className="mt-0.5 text-sm text-pretty text-ink">{children}</div>}
      </div>
      {action}
    </div>
  )
}
