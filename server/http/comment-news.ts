import type { Actor } from '#server/access/actor.ts'
import type { Comments, Said } from '#server/comments/comments.ts'
import type { Notices } from '#server/notices/notices.ts'
import type { Rooms } from '#server/sync/ports.ts'
import type { CommentChanges } from '#shared/contract/comments.ts'

interface Needs {
  readonly comments: Pick<Comments, 'partakersOf'>
  readonly notices: Pick<Notices, 'notify' | 'forgetComment'>
  readonly rooms: Pick<Rooms, 'push'>
}

interface Where {
  readonly journeyId: string
  readonly workspaceId: string
  readonly actor: Actor
}

export type CommentNews = ReturnType<typeof createCommentNews>

/** Who hears of what was said: everyone on the journey at once, and by a notice whom it concerns. */
export function createCommentNews({ comments, notices, rooms }: Needs) {
  const push = (journeyId: string, changes: CommentChanges): void =>
    rooms.push(journeyId, { kind: 'comments', ...changes })

  const about = ({ journeyId, workspaceId, actor }: Where, threadId: string, text: string) => ({
    journeyId,
    workspaceId,
    by: actor,
    threadId,
    text,
  })

  const mention = (where: Where, { threadId, commentId, text, mentioned }: Said): Promise<void> =>
    notices.notify({ ...about(where, threadId, text), kind: 'mentioned', personIds: mentioned, commentId })

  return {
    push,

    /** A new comment: whom it names, and who else takes part in the thread. */
    async commented(where: Where, said: Said): Promise<void> {
      if (said.isRepeated) return
      push(where.journeyId, said.changes)
      const { threadId, commentId, text, mentioned } = said
      await mention(where, said)
      const others = (await comments.partakersOf(threadId)).filter((id) => !mentioned.includes(id))
      await notices.notify({ ...about(where, threadId, text), kind: 'replied', personIds: others, commentId })
    },

    /** Only who was not named before is told. */
    async edited(where: Where, said: Said): Promise<void> {
      push(where.journeyId, said.changes)
      await mention(where, said)
    },

    async removed(journeyId: string, commentId: string, changes: CommentChanges): Promise<void> {
      push(journeyId, changes)
      await notices.forgetComment(commentId)
    },

    async resolved(where: Where, threadId: string, changes: CommentChanges): Promise<void> {
      push(where.journeyId, changes)
      const personIds = await comments.partakersOf(threadId)
      await notices.notify({ ...about(where, threadId, ''), kind: 'resolved', personIds })
    },
  }
}
