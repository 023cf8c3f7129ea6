import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import type { Notices } from '#server/notices/notices.ts'
import { tokenParams } from '#shared/contract/rest/accounts.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  noticeListBody,
  noticePatch,
  noticeSettingsBody,
  type NoticeSettingsBody,
  noticeSettingsPatch,
  unsubscribeFacts,
} from '#shared/contract/rest/notices.ts'
import { DoorError } from '../door-error.ts'
import { requireRight } from '../require-right.ts'

interface Deps {
  readonly notices: Notices
  readonly auth: Pick<Auth, 'accounts' | 'personOfUnsubscribeToken'>
  readonly hasMail: boolean
}

const params = z.object({ id: idParam })

/** What I am told of, how I want to hear of it, and ending its letters without signing in. */
export const noticeRoutes =
  ({ notices, auth, hasMail }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { settings } = notices

    const settingsFor = async (personId: string): Promise<NoticeSettingsBody> => {
      const { email } = await auth.accounts.find(personId)
      return {
        ways: await settings.ofPerson(personId),
        mail: !hasMail ? 'no-server' : email === null ? 'no-address' : 'yes',
      }
    }

    fastify.get(
      '/api/notices',
      { schema: { tags: ['notices'], summary: 'What I am told of', response: { 200: noticeListBody } } },
      async (request) => ({ notices: [...(await notices.listFor(requireRight(request, 'see-own-notices')))] }),
    )

    fastify.patch(
      '/api/notices/:id',
      {
        schema: {
          tags: ['notices'],
          summary: 'Mark one as read, or as not read',
          params,
          body: noticePatch,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { id: recipientId } = requireRight(request, 'mark-own-notices')
        const { id } = request.params
        if (!(await notices.setRead(recipientId, id, request.body.isRead))) throw new DoorError('notice-not-found')
        return reply.code(204).send()
      },
    )

    fastify.post(
      '/api/notices/read',
      { schema: { tags: ['notices'], summary: 'Mark all as read', response: { 204: z.undefined() } } },
      async (request, reply) => {
        await notices.readAll(requireRight(request, 'mark-own-notices').id)
        return reply.code(204).send()
      },
    )

    fastify.get(
      '/api/account/notices',
      { schema: { tags: ['account'], summary: 'How I hear of things', response: { 200: noticeSettingsBody } } },
      async (request) => settingsFor(requireRight(request, 'manage-own-account').id),
    )

    fastify.patch(
      '/api/account/notices',
      {
        schema: {
          tags: ['account'],
          summary: 'Hear of some things in another way',
          body: noticeSettingsPatch,
          response: { 200: noticeSettingsBody },
        },
      },
      async (request) => {
        const { id } = requireRight(request, 'manage-own-account')
        await settings.set(id, request.body.ways)
        return settingsFor(id)
      },
    )

    // Looking changes nothing: mail programs open links to see what is behind them.
    fastify.get(
      '/api/unsubscribe/:token',
      {
        config: { open: true, door: true },
        schema: {
          tags: ['session'],
          summary: 'Whose letters the link in a letter ends',
          params: tokenParams,
          response: { 200: unsubscribeFacts },
        },
      },
      async (request, reply) => {
        const { ways, email } = await recipientOf(request.params.token)
        void reply.header('cache-control', 'no-store')
        return { email, isOn: Object.values(ways).some((way) => way === 'mail' || way === 'digest') }
      },
    )

    fastify.post(
      '/api/unsubscribe/:token',
      {
        config: { open: true, door: true },
        schema: {
          tags: ['session'],
          summary: 'End the letters about news; needs no signing in',
          params: tokenParams,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { personId } = await recipientOf(request.params.token)
        await settings.endMail(personId)
        return reply.code(204).send()
      },
    )

    async function recipientOf(token: string) {
      const personId = auth.personOfUnsubscribeToken(token)
      const email = personId === null ? null : (await auth.accounts.find(personId)).email
      if (personId === null || email === null) throw new DoorError('link-not-valid')
      return { personId, email, ways: await settings.ofPerson(personId) }
    }
  }
