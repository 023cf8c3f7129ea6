import type { CommentChanges } from '#shared/contract/comments.ts'
import type {
  CommentCreate,
  CommentPatch,
  CommentsBody,
  Mentionable,
  ReactionBody,
  ThreadCreate,
} from '#shared/contract/rest/comments.ts'
import { at, request } from './request.ts'

/** What is said beside a journey. All of them reject with `ApiError`; what changes something gives what others are told. */
export const commentsApi = {
  /** What changed after change `since`, a page of it. */
  list: (journeyId: string, since: number, signal?: AbortSignal) =>
    request<CommentsBody>('GET', `${at('journeys', journeyId, 'comments')}?since=${since}`, { signal }),
  listReads: (journeyId: string, signal?: AbortSignal) =>
    request<{ readonly reads: Readonly<Record<string, number>> }>(
      'GET',
      at('journeys', journeyId, 'comments', 'reads'),
      {
        signal,
      },
    ),
  markRead: (journeyId: string, reads: Readonly<Record<string, number>>) =>
    request<void>('POST', at('journeys', journeyId, 'comments', 'reads'), { body: { reads } }),
  listPeople: (journeyId: string, signal?: AbortSignal) =>
    request<{ readonly people: readonly Mentionable[] }>('GET', at('journeys', journeyId, 'comments', 'people'), {
      signal,
    }),
  start: (journeyId: string, body: ThreadCreate) =>
    request<CommentChanges>('POST', at('journeys', journeyId, 'threads'), { body }),
  reply: (journeyId: string, threadId: string, body: CommentCreate) =>
    request<CommentChanges>('POST', at('journeys', journeyId, 'threads', threadId, 'comments'), { body }),
  setResolved: (journeyId: string, threadId: string, isResolved: boolean) =>
    request<CommentChanges>('PATCH', at('journeys', journeyId, 'threads', threadId), { body: { isResolved } }),
  edit: (journeyId: string, commentId: string, body: CommentPatch) =>
    request<CommentChanges>('PATCH', at('journeys', journeyId, 'comments', commentId), { body }),
  remove: (journeyId: string, commentId: string) =>
    request<CommentChanges>('DELETE', at('journeys', journeyId, 'comments', commentId)),
  react: (journeyId: string, commentId: string, body: ReactionBody) =>
    request<CommentChanges>('POST', at('journeys', journeyId, 'comments', commentId, 'reactions'), { body }),
}
