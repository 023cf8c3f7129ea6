import type { NoticeItem } from '#shared/contract/rest/notices.ts'

/** The query parameters that open a thread, or show an element, of a journey. */
export const THREAD_PARAMETER = 'thread'
const ELEMENT_PARAMETER = 'element'

/** The page that shows what a notice is about. */
export function noticeAddress({ journeyId, threadId, elementId }: NoticeItem): string {
  const query = new URLSearchParams()
  if (threadId !== null) query.set(THREAD_PARAMETER, threadId)
  else if (elementId !== null) query.set(ELEMENT_PARAMETER, elementId)
  return `/journeys/${journeyId}${query.size > 0 ? `?${query}` : ''}`
}
