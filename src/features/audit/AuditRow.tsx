import { DATE_LOCALE } from '#shared/lib/time.ts'
import { Ban } from 'lucide-react'
import type { AuditEntry } from '#shared/contract/rest/audit.ts'
import { cn } from '#src/ui/cn.ts'
import { deedOf, detailsOf, objectOf } from './act-words.ts'

const times = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium', timeStyle: 'medium' })

/** One entry: who did what, then on what and how, with time and address at the end. */
export function AuditRow({ entry }: { readonly entry: AuditEntry }) {
  const { actor, at, address, result } = entry
  const more = [objectOf(entry), detailsOf(entry)].filter((words) => words !== '').join(' · ')
  return (
    <li className="flex flex-col gap-x-4 gap-y-0.5 py-2.5 sm:flex-row sm:items-baseline">
      <div className="min-w-0 flex-1">
        <p className={cn('text-sm text-pretty', result === 'refused' && 'text-danger')}>
          {result === 'refused' && <Ban aria-hidden className="mr-1 inline size-3.5 align-[-2px]" strokeWidth={2} />}
          <span className="font-medium">{actor.name}</span> {deedOf(entry)}
        </p>
        {more !== '' && <p className="text-xs break-words text-ink-muted">{more}</p>}
      </div>
      <p className="shrink-0 text-xs text-ink-faint tabular-nums sm:text-right">
        <time dateTime={new Date(at).toISOString()}>{times.format(at)}</time>
        {address !== null && <span className="sm:block max-sm:before:content-['_·_']">{address}</span>}
      </p>
    </li>
  )
}
