import { NOTICE_KINDS, type NoticeKind } from '#shared/contract/notice-kinds.ts'

/** One thing that a letter tells of. */
export interface NewsOfLetter {
  readonly kind: NoticeKind
  readonly actorName: string
  readonly journeyId: string
  readonly journeyTitle: string
  readonly threadId: string | null
  readonly elementId: string | null
  readonly text: string
}

interface Addresses {
  /** Where people reach Waymark. */
  readonly url: string
  /** Ends these letters without signing in. */
  readonly unsubscribeUrl: string
}

/** Names and titles are somebody else's words: none of them starts a line of its own. */
const inLine = (words: string): string => words.replaceAll(/\s+/g, ' ').trim()

const sentenceOf = ({ kind, actorName, journeyTitle }: NewsOfLetter): string =>
  `${inLine(actorName)} ${NOTICE_KINDS[kind].verb} in “${inLine(journeyTitle) || 'Untitled journey'}”`

/** Opens what the news is about. */
function linkTo(url: string, { journeyId, threadId, elementId }: NewsOfLetter): string {
  const query = new URLSearchParams()
  if (threadId !== null) query.set('thread', threadId)
  else if (elementId !== null) query.set('element', elementId)
  return `${url}/journeys/${journeyId}${query.size > 0 ? `?${query.toString()}` : ''}`
}

/** What a person is written: one thing, or what happened since the last letter, journey by journey. */
export function letterOf(
  news: readonly NewsOfLetter[],
  { url, unsubscribeUrl }: Addresses,
): { readonly subject: string; readonly text: string } {
  const [first] = news
  const journeyIds = new Set(news.map(({ journeyId }) => journeyId))
  const where = journeyIds.size === 1 && first ? `“${inLine(first.journeyTitle)}”` : `${journeyIds.size} journeys`
  const subject = news.length === 1 && first ? sentenceOf(first) : `${news.length} news in ${where}`
  const byJourney = [...journeyIds].flatMap((id) => news.filter(({ journeyId }) => journeyId === id))
  const parts = byJourney.map((one) => {
    const quote = one.text === '' ? '' : `\n  ${one.text}\n`
    return `${sentenceOf(one)}:\n${quote}\n  ${linkTo(url, one)}\n`
  })
  const foot = `Choose what Waymark writes to you about: ${url}/account\nStop these letters: ${unsubscribeUrl}\n`
  return { subject, text: `${parts.join('\n')}\n--\n${foot}` }
}
