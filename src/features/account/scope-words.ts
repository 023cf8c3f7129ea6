import type { TokenScope } from '#shared/contract/rest/accounts.ts'

/** What a token allows, in plain words. */
export const SCOPE_WORDS: Readonly<Record<TokenScope, { readonly title: string; readonly text: string }>> = {
  read: { title: 'Look', text: 'Reads journeys, numbers and data that you may see. Changes nothing.' },
  write: { title: 'Look and change', text: 'Does what you may do, but for members and your account.' },
  ingest: { title: 'Send events', text: 'Sends live events into datasets of your workspaces. Reads nothing.' },
}
