import type { Action } from '#server/access/can.ts'
import type { NoticeKind } from '#shared/contract/notice-kinds.ts'

/** What somebody has to be allowed on the journey to hear of such a thing, when it happens and whenever they look later. */
export const RIGHT_TO_HEAR: Readonly<Record<NoticeKind, Action>> = {
  mentioned: 'read-comments',
  replied: 'read-comments',
  resolved: 'read-comments',
  assigned: 'read-journey',
  'review-due': 'review-journey',
}
