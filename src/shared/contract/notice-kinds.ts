interface NoticeKindFacts {
  /** Between who did it and where: “Ann *mentioned you* in “Car repair””. */
  readonly verb: string
  /** What a person is asked about in their settings. */
  readonly label: string
  /** How people hear of it until they choose otherwise. */
  readonly usual: NoticeWay
}

/** How somebody hears of a thing: not at all; in the app; also in one letter a day; also in a letter of its own, within minutes. */
export const NOTICE_WAYS = ['off', 'app', 'digest', 'mail'] as const
export type NoticeWay = (typeof NOTICE_WAYS)[number]

/** What people are told of. A new kind is a row here, and one in `server/notices/kinds.ts`. */
export const NOTICE_KINDS = {
  mentioned: { verb: 'mentioned you', label: 'Somebody mentions me', usual: 'mail' },
  replied: { verb: 'replied', label: 'Somebody replies where I wrote or was mentioned', usual: 'digest' },
  resolved: { verb: 'resolved a thread', label: 'A thread that I took part in is resolved', usual: 'app' },
  assigned: { verb: 'gave you something to look after', label: 'Somebody makes me an owner', usual: 'mail' },
  'review-due': { verb: 'asks for a review', label: 'A journey that I edit is to be reviewed', usual: 'mail' },
} as const satisfies Readonly<Record<string, NoticeKindFacts>>

export type NoticeKind = keyof typeof NOTICE_KINDS
export const NOTICE_KIND_NAMES = Object.keys(NOTICE_KINDS) as readonly NoticeKind[]

export const isNoticeKind = (kind: string): kind is NoticeKind => Object.hasOwn(NOTICE_KINDS, kind)
