import { expect, it } from 'vitest'
import type { ImageItem } from '#shared/contract/rest/images.ts'
import { IMAGE_MAX_BYTES } from '#shared/contract/image-types.ts'
import type { ErrorBody, ErrorCode } from '#shared/contract/errors.ts'
import { makeSharedJourney } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy, type StartOnStore } from '#tests/support/http-stores.ts'
import { pngChunk, pngOf, SMALL_IMAGES } from '#tests/support/images.ts'

const TOKEN = 'a-script-token'
const JPEG = SMALL_IMAGES['image/jpeg'].data

/** A server with a shared journey, and what is done with its pictures. */
async function openAlbum(start: StartOnStore) {
  const test = await start({ token: TOKEN })
  const base = test.app.url
  const send = async (address: string, token: string, body?: Buffer | FormData, type = 'image/png') => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` }
    if (Buffer.isBuffer(body)) headers['content-type'] = type
    const sent = Buffer.isBuffer(body) ? new Uint8Array(body) : body
    const answer = await fetch(base + address, { method: sent ? 'POST' : 'GET', headers, ...(sent && { body: sent }) })
    return { status: answer.status, body: (await answer.json()) as ImageItem & ErrorBody, headers: answer.headers }
  }
  const shared = await makeSharedJourney(test, { bearer: TOKEN })
  const add = async (journeyId: string, body: Buffer, token = TOKEN, type?: string) =>
    send(`/api/journeys/${journeyId}/images`, token, body, type)
  return {
    test,
    shared,
    send,
    add,
    refusal: async (body: Buffer, type?: string): Promise<ErrorCode> =>
      (await send(`/api/journeys/${shared.id}/images`, TOKEN, body, type)).body.error.code,
    see: async (journeyId: string, imageId: string, token = TOKEN) => {
      const headers = { authorization: `Bearer ${token}` }
      const answer = await fetch(`${base}/api/journeys/${journeyId}/images/${imageId}`, { headers })
      return { status: answer.status, headers: answer.headers, data: Buffer.from(await answer.arrayBuffer()) }
    },
    newJourney: async () =>
      (await test.request<{ id: string }>('/api/journeys', { method: 'POST', body: {}, bearer: TOKEN })).body.id,
  }
}

describeOverStores('a picture', (start) => {
  it.each(Object.entries(SMALL_IMAGES))('%s comes back as it was added', async (type, { data, width, height }) => {
    const { shared, add, see } = await openAlbum(start)
    const added = await add(shared.id, data, TOKEN, 'application/octet-stream')
    expect(added).toMatchObject({ status: 201, body: { type, width, height, bytes: data.length } })
    const seen = await see(shared.id, added.body.id)
    expect(seen.data.equals(data)).toBe(true)
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })

  it('may come in a form, and twice: then it is kept once', async () => {
    const { shared, add, send } = await openAlbum(start)
    const form = new FormData()
    form.append('file', new File([new Uint8Array(JPEG)], 'holiday.png'))
    const first = await send(`/api/journeys/${shared.id}/images`, TOKEN, form)
    expect(first).toMatchObject({ status: 201, body: { type: 'image/jpeg' } })
    expect((await add(shared.id, JPEG)).body).toEqual(first.body)
  })

  it('is added by editors and seen by everyone on the journey, and nobody else', async () => {
    const { shared, add, see, send, newJourney } = await openAlbum(start)
    const { body } = await add(shared.id, JPEG, shared.editor.token)
    expect((await see(shared.id, body.id, shared.viewer.token)).status).toBe(200)
    expect((await see(shared.id, body.id, 'nobody')).status).toBe(401)
    const viewers = await send(`/api/journeys/${shared.id}/images`, shared.viewer.token, JPEG)
    expect(viewers).toMatchObject({ status: 403, body: { error: { code: 'not-allowed' } } })
    const other = await newJourney()
    expect(await send(`/api/journeys/${other}/images/${body.id}`, TOKEN)).toMatchObject({
      status: 404,
      body: { error: { code: 'image-not-found' } },
    })
    expect(await send(`/api/journeys/${other}/images`, shared.editor.token, JPEG)).toMatchObject({
      status: 404,
      body: { error: { code: 'journey-not-found' } },
    })
  })

  it('goes along into a copy of the journey, outlives the original and the server, and goes with the last', async () => {
    const { test, shared, add, see } = await openAlbum(start)
    const { body } = await add(shared.id, JPEG)
    const address = `/api/journeys/${shared.id}`
    const copy = await test.request<{ id: string }>(`${address}/duplicate`, { method: 'POST', bearer: TOKEN })
    await test.request(address, { method: 'PATCH', body: { archived: true }, bearer: TOKEN })
    expect((await test.request(address, { method: 'DELETE', bearer: TOKEN })).status).toBe(204)
    expect((await see(shared.id, body.id)).status).toBe(404)
    expect((await see(copy.body.id, body.id)).data.equals(JPEG)).toBe(true)
    await test.close()
    const again = await start({ token: TOKEN, ...keptBy(test) })
    const kept = await again.request(`/api/journeys/${copy.body.id}/images/${body.id}`, { bearer: TOKEN })
    expect(kept.status).toBe(200)
  })

  it('is taken over into another journey by who may see the one and edit the other', async () => {
    const { test, shared, add, see, newJourney } = await openAlbum(start)
    const { body } = await add(shared.id, JPEG)
    const other = await newJourney()
    const takeOver = (to: string, bearer: string) =>
      test.request(`/api/journeys/${to}/images/copy`, {
        method: 'POST',
        body: { imageIds: [body.id, 'unknown'] },
        bearer,
      })
    expect((await takeOver(other, shared.editor.token)).status).toBe(404)
    expect((await takeOver(shared.id, shared.viewer.token)).status).toBe(403)
    const elsewhere = await makeSharedJourney(test, { bearer: TOKEN })
    expect((await takeOver(elsewhere.id, elsewhere.editor.token)).body).toEqual({ imageIds: [] })
    expect((await see(other, body.id)).status).toBe(404)
    for (let times = 0; times < 2; times++) {
      expect(await takeOver(other, TOKEN)).toMatchObject({ status: 200, body: { imageIds: [body.id] } })
    }
    expect((await see(other, body.id)).data.equals(JPEG)).toBe(true)
  })
})

describeOverStores('what is not a picture', (start) => {
  it('is refused whatever it says it is, and leaves nothing behind', async () => {
    const { refusal } = await openAlbum(start)
    const png = pngOf(30, 20)
    const html = Buffer.from('<!doctype html><script>alert(1)</script>')
    const svg = Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
    const refused: readonly (readonly [string, Buffer, ErrorCode, string?])[] = [
      ['nothing', Buffer.from(' '), 'image-not-supported'],
      ['a page', html, 'image-not-supported', 'image/png'],
      ['JSON', Buffer.from('{}'), 'image-not-supported', 'application/json'],
      ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'image-not-supported'],
      ['an SVG', svg, 'image-is-svg', 'image/svg+xml'],
      ['an SVG under a false name', svg, 'image-is-svg', 'image/png'],
      ['a PNG with a page behind it', Buffer.concat([png, html]), 'image-damaged'],
      ['half a PNG', png.subarray(0, png.length / 2), 'image-damaged'],
      [
        'a PNG without pixels',
        Buffer.concat([png.subarray(0, 33), pngChunk('IEND', Buffer.alloc(0))]),
        'image-damaged',
      ],
      ['the first bytes of a PNG', png.subarray(0, 20), 'image-damaged'],
      ['half a JPEG', JPEG.subarray(0, JPEG.length - 30), 'image-damaged'],
      ['half a GIF', SMALL_IMAGES['image/gif'].data.subarray(0, -3), 'image-damaged'],
      ['a GIF with a page behind it', Buffer.concat([SMALL_IMAGES['image/gif'].data, html]), 'image-damaged'],
      ['half a WebP', SMALL_IMAGES['image/webp'].data.subarray(0, -10), 'image-damaged'],
      ['half an AVIF', SMALL_IMAGES['image/avif'].data.subarray(0, -10), 'image-damaged'],
      ['a bomb', withSize(png, 19_999, 19_999), 'image-too-many-pixels'],
      ['a long bomb', withSize(png, 2_000_000_000, 1), 'image-too-many-pixels'],
      ['a PNG of no width', withSize(png, 0, 20), 'image-damaged'],
    ]
    for (const [what, body, code, type] of refused) expect(await refusal(body, type), what).toBe(code)
  })

  it('or is too large is refused, sent bare or in a form', async () => {
    const { shared, refusal, send } = await openAlbum(start)
    const large = Buffer.concat([pngOf(3, 2).subarray(0, 33), Buffer.alloc(IMAGE_MAX_BYTES)])
    expect(await refusal(large)).toBe('image-too-large')
    const form = new FormData()
    form.append('file', new File([new Uint8Array(large)], 'large.png'))
    const answer = await send(`/api/journeys/${shared.id}/images`, TOKEN, form)
    expect(answer).toMatchObject({ status: 413, body: { error: { code: 'image-too-large' } } })
  })
})

/** The same file with another size in its header. */
function withSize(png: Buffer, width: number, height: number): Buffer {
  const header = Buffer.from(png.subarray(16, 29))
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  return Buffer.concat([png.subarray(0, 8), pngChunk('IHDR', header), png.subarray(33)])
}
