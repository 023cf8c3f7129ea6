import { z } from 'zod'
import { NOTICE_KIND_NAMES, NOTICE_WAYS, type NoticeKind } from '../notice-kinds.ts'
import { instant } from './common.ts'

const noticeKind = z.enum(NOTICE_KIND_NAMES as [NoticeKind, ...NoticeKind[]])

export const noticeItem = z.object({
  id: z.string(),
  kind: noticeKind,
  journeyId: z.string(),
  journeyTitle: z.string(),
  /** The thread, or the element, that it is about; both `null`: the journey as a whole. */
  threadId: z.string().nullable(),
  elementId: z.string().nullable(),
  /** Who did it. */
  actorName: z.string(),
  /** Presence colour, 0..7. */
  actorColor: z.number().int(),
  /** What was said, cut short. */
  text: z.string(),
  createdAt: instant,
  isRead: z.boolean(),
})
export type NoticeItem = z.infer<typeof noticeItem>
/** The newest first, the last hundred at most. */
export const noticeListBody = z.object({ notices: z.array(noticeItem) })
export const noticePatch = z.object({ isRead: z.boolean() })

const ways = z.enum(NOTICE_WAYS)
export const noticeSettingsBody = z.object({
  ways: z.record(noticeKind, ways),
  /** Whether letters reach me: a mail server is set, and I have an address. */
  mail: z.enum(['yes', 'no-server', 'no-address']),
})
export type NoticeSettingsBody = z.infer<typeof noticeSettingsBody>
export const noticeSettingsPatch = z.object({ ways: z.partialRecord(noticeKind, ways) })
export type NoticeSettingsPatch = z.infer<typeof noticeSettingsPatch>

/** Whom a letter went to, for the page that its last link opens. */
export const unsubscribeFacts = z.object({ email: z.string().nullable(), isOn: z.boolean() })
export type UnsubscribeFacts = z.infer<typeof unsubscribeFacts>
