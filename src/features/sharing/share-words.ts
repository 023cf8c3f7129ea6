import { counted } from '#shared/lib/counted.ts'
import { DATE_LOCALE } from '#shared/lib/time.ts'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { ROLE_WORDS } from './role-words.ts'

const dates = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium', timeStyle: 'short' })

/** What a link allows, asks for and has served, in a line. */
export function wordsOfShare(share: ShareItem, now: number): string {
  const { role, hasPassword, expiresAt, maxUses, uses, lastUsedAt, shows, standing } = share
  const used = maxUses === null ? counted(uses, 'browser') : `${uses} of ${counted(maxUses, 'browser')}`
  return [
    ROLE_WORDS[role].title,
    ...(shows === null ? [] : [shownWords(shows)]),
    ...(hasPassword ? ['password'] : []),
    ...(expiresAt === null ? [] : [`${standing === 'expired' ? 'ended' : 'until'} ${dates.format(expiresAt)}`]),
    uses === 0 && maxUses === null ? 'not opened yet' : used,
    ...(lastUsedAt === null ? [] : [`last ${timeAgo(lastUsedAt, now)}`]),
  ].join(' · ')
}

function shownWords({ laneIds, numberIds }: NonNullable<ShareItem['shows']>): string {
  const lanes = laneIds === null ? null : counted(laneIds.length, 'lane')
  const numbers =
    numberIds === null ? null : numberIds.length === 0 ? 'no numbers' : counted(numberIds.length, 'number')
  return `shows ${[lanes, numbers].filter((words) => words !== null).join(', ')}`
}
