import { z } from 'zod'
import { COMMENT_MAX_LENGTH, type CommentChanges, MENTIONS_MAX, REACTIONS } from '../comments.ts'
import { cleanText } from '#shared/lib/clean-text.ts'
import { idParam, instant } from './common.ts'

/** Made by the client, so that sending again after a lost answer says the same thing once. */
const newIdSchema = z.string().regex(/^[2-9a-km-z]{14}$/, 'an id of 14 letters and digits')

const coordinate = z.number().min(-1e7).max(1e7)
const title = z.string().max(200)

export const threadAnchor = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('element'),
    elementId: idParam,
    elementKind: z.enum(['card', 'step', 'stage', 'lane', 'link', 'persona']),
    title,
  }),
  z.object({ kind: z.literal('spot'), x: coordinate, y: coordinate }),
  z.object({ kind: z.literal('journey') }),
])

const mention = z.object({ id: idParam, name: z.string().min(1).max(80) })
const text = z.string().overwrite(cleanText).trim().min(1).max(COMMENT_MAX_LENGTH)
const words = { text, mentions: z.array(mention).max(MENTIONS_MAX).default([]) }

export const threadCreate = z.object({
  id: newIdSchema.optional(),
  anchor: threadAnchor,
  comment: z.object({ id: newIdSchema.optional(), ...words }),
})
export type ThreadCreate = z.input<typeof threadCreate>
export const threadPatch = z.object({ isResolved: z.boolean() })
/** `title`: what the element is called now. */
export const commentCreate = z.object({ id: newIdSchema.optional(), ...words, title: title.optional() })
export type CommentCreate = z.input<typeof commentCreate>
export const commentPatch = z.object(words)
export type CommentPatch = z.input<typeof commentPatch>
export const reactionBody = z.object({ reaction: z.enum(REACTIONS), isOn: z.boolean() })
export type ReactionBody = z.infer<typeof reactionBody>

const threadItem = z.object({
  id: z.string(),
  seq: z.number().int(),
  anchor: threadAnchor,
  createdAt: instant,
  resolved: z.object({ at: instant, by: z.string(), name: z.string() }).nullable(),
})
const commentItem = z.object({
  id: z.string(),
  threadId: z.string(),
  seq: z.number().int(),
  number: z.number().int(),
  author: z.object({
    id: z.string(),
    kind: z.enum(['person', 'guest', 'token']),
    name: z.string(),
    color: z.number().int(),
  }),
  text: z.string(),
  mentions: z.array(mention).readonly(),
  createdAt: instant,
  editedAt: instant.nullable(),
  removedAt: instant.nullable(),
  reactions: z.array(z.object({ reaction: z.enum(REACTIONS), actorId: z.string(), name: z.string() })).readonly(),
})

export const commentChanges = z.object({
  seq: z.number().int(),
  threads: z.array(threadItem).readonly(),
  comments: z.array(commentItem).readonly(),
}) satisfies z.ZodType<CommentChanges>

export const commentsQuery = z.object({ since: z.coerce.number().int().min(0).default(0) })
/** `isMore`: ask again since `seq`. */
export const commentsBody = commentChanges.extend({ isMore: z.boolean() })
export type CommentsBody = z.infer<typeof commentsBody>

/** Up to which comment each thread is read. */
export const readsBody = z.object({ reads: z.record(z.string(), z.number().int()) })
export const readsPatch = z.object({ reads: z.record(idParam, z.number().int().min(0)) })

export const mentionableBody = z.object({
  people: z.array(z.object({ id: z.string(), name: z.string(), color: z.number().int(), isGuest: z.boolean() })),
})
export type Mentionable = z.infer<typeof mentionableBody>['people'][number]
