import type { PullCreate } from '#shared/contract/rest/pulls.ts'

/** What somebody types into the form of a new pull; all of it text. */
export interface PullDraft {
  readonly kind: 'url' | 'postgres'
  readonly url: string
  readonly headerName: string
  readonly host: string
  readonly port: string
  readonly database: string
  readonly user: string
  readonly tls: 'verify' | 'encrypt' | 'off'
  readonly query: string
  readonly watermark: string
  readonly secret: string
  /** `own`: the plan is written in `cron`. */
  readonly plan: string
  readonly cron: string
  readonly timezone: string
  readonly mode: 'replace' | 'add'
}

export const emptyDraft = (timezone: string): PullDraft => ({
  kind: 'url',
  url: '',
  headerName: '',
  host: '',
  port: '5432',
  database: '',
  user: '',
  tls: 'verify',
  query: '',
  watermark: '',
  secret: '',
  plan: '0 6 * * *',
  cron: '',
  timezone,
  mode: 'replace',
})

/** What is sent, or what is still missing, in words. */
export function pullOfDraft(draft: PullDraft): PullCreate | string {
  const cron = draft.plan === 'own' ? draft.cron.trim() : draft.plan
  const shared = {
    cron,
    timezone: draft.timezone,
    mode: draft.mode,
    ...(draft.secret !== '' && { secret: draft.secret }),
  }
  if (cron === '') return 'A plan of five parts.'
  if (draft.kind === 'url') {
    const url = draft.url.trim()
    if (!URL.canParse(url)) return 'An address that begins with https://.'
    const headerName = draft.headerName.trim()
    if ((headerName === '') !== (draft.secret === '')) return 'A header needs its name and its value.'
    return { ...shared, origin: { kind: 'url', url, headerName: headerName === '' ? null : headerName } }
  }
  const [host, database, user, query] = [draft.host, draft.database, draft.user, draft.query].map((text) => text.trim())
  const port = Number(draft.port)
  if (!host || !database || !user) return 'The host, the database and the user.'
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return 'A port between 1 and 65535.'
  if (!query) return 'A query.'
  const watermark = draft.watermark.trim()
  const origin = { kind: 'postgres', host, port, database, user, tls: draft.tls, query } as const
  return { ...shared, origin: { ...origin, watermark: watermark === '' ? null : watermark } }
}
