import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { can, partFor } from '#server/access/can.ts'
import type { Images } from '#server/journeys/images/images.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { IMAGE_MAX_BYTES, IMAGE_TYPES } from '#shared/contract/image-types.ts'
import { imageItem, imagesCopied, imagesCopy } from '#shared/contract/rest/images.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'
import type { Excerpt } from '#shared/model/excerpt/excerpt-of.ts'
import { DoorError } from '../door-error.ts'
import { requireRightOnJourney, requireSightOfJourney } from '../require-right.ts'

interface Deps {
  readonly images: Images
  readonly journeys: Pick<Journeys, 'placeOf' | 'shownOf'>
}

const params = z.object({ id: idParam })

/** Room for the words around a file in a form. */
const FORM_BYTES = 64 * 1024
const TOO_LARGE: ReadonlySet<unknown> = new Set(['FST_ERR_CTP_BODY_TOO_LARGE', 'FST_REQ_FILE_TOO_LARGE'])

/** Even if a browser could be brought to take one for a page, nothing in it runs or loads. */
const NOTHING_RUNS = "default-src 'none'; sandbox"

/** Pictures on journeys. */
export const imageRoutes =
  ({ images, journeys }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    // In here a body is bytes, whatever it says it is; what they are is found in them.
    fastify.removeContentTypeParser(['application/json', 'text/plain'])
    fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, next) => {
      next(null, body)
    })
    fastify.setErrorHandler((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      throw TOO_LARGE.has(code) ? new DoorError('image-too-large') : error
    })

    const imagesShown = async (journeyId: string, part: ShownPart): Promise<ReadonlySet<string>> =>
      imageIdsOf(await journeys.shownOf(journeyId, part))

    fastify.post(
      '/api/journeys/:id/images',
      {
        bodyLimit: IMAGE_MAX_BYTES + FORM_BYTES,
        schema: {
          tags: ['journeys'],
          summary: 'Add a picture',
          description:
            'The picture is the body, or the file of a multipart form: PNG, JPEG, GIF, WebP or AVIF, at most 10 MB. ' +
            'An `image` card shows it by its id.',
          consumes: [...IMAGE_TYPES, 'application/octet-stream', 'multipart/form-data'],
          params,
          response: { 201: imageItem },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        await requireRightOnJourney(request, 'edit-journey', id, journeys)
        const added = await images.add(id, await bytesOf(request))
        if (!added.ok) throw new DoorError(added.reason, added.detail)
        return reply.code(201).send(added.value)
      },
    )

    fastify.get(
      '/api/journeys/:id/images/:imageId',
      {
        schema: {
          tags: ['journeys'],
          summary: 'A picture of the journey',
          params: params.extend({ imageId: idParam }),
          response: {
            200: {
              description: 'The picture, as it was added',
              content: Object.fromEntries(IMAGE_TYPES.map((type) => [type, { schema: z.any() }])),
            },
            304: z.undefined().describe('The picture that the client has still holds'),
          },
        },
      },
      async (request, reply) => {
        const { id, imageId } = request.params
        const { part } = await requireSightOfJourney(request, 'read-journey', id, journeys)
        if (part !== null && !(await imagesShown(id, part)).has(imageId)) throw new DoorError('image-not-found')
        const etag = `"${imageId}"`
        const image = await images.find(id, imageId)
        if (!image) throw new DoorError('image-not-found')
        void reply
          .header('etag', etag)
          // An id stands for these bytes for ever.
          .header('cache-control', 'private, max-age=31536000, immutable')
          .header('content-security-policy', NOTHING_RUNS)
          .header('x-content-type-options', 'nosniff')
        if (request.headers['if-none-match'] === etag) return reply.code(304).send()
        return reply.type(image.type).serializer(asItIs).send(image.data)
      },
    )
  }

/** Apart from the routes above, because its body is JSON. */
export const imageCopyRoutes =
  ({ images, journeys }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.post(
      '/api/journeys/:id/images/copy',
      {
        schema: {
          tags: ['journeys'],
          summary: 'Take pictures over from other journeys that I may see',
          params,
          body: imagesCopy,
          response: { 200: imagesCopied },
        },
      },
      async (request) => {
        const { id } = request.params
        const { imageIds } = request.body
        const { actor } = await requireRightOnJourney(request, 'edit-journey', id, journeys)
        const found = new Set<string>()
        for (const from of await images.journeysWith(imageIds)) {
          const facts = { journeyId: from, ...(await journeys.placeOf(from)) }
          if (!can(actor, 'read-journey', facts)) continue
          const part = partFor(actor, facts)
          const shown = part && imageIdsOf(await journeys.shownOf(from, part))
          const wanted = shown === null ? imageIds : imageIds.filter((imageId) => shown.has(imageId))
          if (wanted.length === 0) continue
          const copied = await images.copy(from, id, wanted)
          if (!copied.ok) throw new DoorError(copied.reason)
          for (const imageId of copied.value) found.add(imageId)
          if (found.size === new Set(imageIds).size) break
        }
        return { imageIds: [...found] }
      },
    )
  }

/** Those that cards show. */
const imageIdsOf = ({ shown }: Excerpt): ReadonlySet<string> =>
  new Set([...shown.cards.values()].flatMap(({ image }) => (image === undefined ? [] : [image.imageId])))

async function bytesOf(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) {
    return notTooLarge(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
  }
  const file = await request.file({ limits: { fileSize: IMAGE_MAX_BYTES + 1, files: 1 } })
  if (!file) throw new DoorError('not-valid', 'The form has no file.')
  return notTooLarge(await file.toBuffer())
}

/** The route's own limits have room for a form, and may cut a file off without a word. */
function notTooLarge(bytes: Buffer): Buffer {
  if (bytes.length > IMAGE_MAX_BYTES) throw new DoorError('image-too-large')
  return bytes
}

/** Already bytes in their final form. */
const asItIs = (data: string): string => data
