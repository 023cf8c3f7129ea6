import {
  NOTICE_KIND_NAMES,
  NOTICE_KINDS,
  NOTICE_WAYS,
  type NoticeKind,
  type NoticeWay,
} from '#shared/contract/notice-kinds.ts'
import type { NoticeSettingsBody } from '#shared/contract/rest/notices.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useChangeNoticeSettings, useNoticeSettings } from '#src/api/notice-queries.ts'
import { Select } from '#src/ui/Select.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { toast } from '#src/ui/toast.ts'

const WAY_WORDS: Readonly<Record<NoticeWay, string>> = {
  mail: 'In the app, and by e-mail at once',
  digest: 'In the app, and in a daily e-mail',
  app: 'In the app',
  off: 'Not at all',
}

const MAIL_WORDS: Readonly<Record<NoticeSettingsBody['mail'], string>> = {
  yes: 'A daily e-mail comes at 7:00 UTC, one at once within a few minutes. Nobody is written about what they have read.',
  'no-address': 'To be written to, give an e-mail address above.',
  'no-server': 'This Waymark sends no mail, so you hear of things in the app only.',
}

/** How I hear of each kind of thing. */
export function NoticeSettings() {
  const settings = useNoticeSettings()
  const change = useChangeNoticeSettings()
  if (settings.data === undefined) {
    if (settings.error === null) return <Skeleton className="h-40" />
    return (
      <p role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
        {wordsOf(settings.error)}{' '}
        <button type="button" className="font-medium underline" onClick={() => void settings.refetch()}>
          Try again
        </button>
      </p>
    )
  }
  const { ways, mail } = settings.data
  // What is shown is what happens: without mail the ways that need it come to the same as the app.
  const offered = NOTICE_WAYS.filter((way) => mail === 'yes' || way === 'app' || way === 'off').toReversed()
  const shown = (kind: NoticeKind): NoticeWay => {
    const way = change.isPending ? (change.variables.ways[kind] ?? ways[kind]) : ways[kind]
    return offered.includes(way) ? way : 'app'
  }
  return (
    <>
      <ul aria-label="Notifications" className="divide-y divide-line rounded-xl bg-surface px-4 shadow-card">
        {NOTICE_KIND_NAMES.map((kind) => (
          <li key={kind} className="flex items-center gap-4 py-3 max-sm:flex-col max-sm:items-stretch max-sm:gap-2">
            <span className="min-w-0 flex-1 text-sm">{NOTICE_KINDS[kind].label}</span>
            <Select
              label={NOTICE_KINDS[kind].label}
              hideLabel
              className="w-72 max-sm:w-full"
              value={shown(kind)}
              options={offered.map((way) => ({ value: way, label: WAY_WORDS[way] }))}
              onChange={(way) =>
                change.mutate({ ways: { [kind]: way } }, { onError: (fault) => toast.error(wordsOf(fault)) })
              }
            />
          </li>
        ))}
      </ul>
      <p className="text-xs text-pretty text-ink-faint">{MAIL_WORDS[mail]}</p>
    </>
  )
}
