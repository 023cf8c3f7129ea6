import { expect, it } from 'vitest'
import type { Config } from '#server/config.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import { type ErrorBody, type ErrorCode, ERRORS } from '#shared/contract/errors.ts'
import type { JourneyListItem, TemplateItem } from '#shared/contract/rest/journeys.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { describeOverStores, keptBy, type StartOnStore } from '#tests/support/http-stores.ts'
import { silentLogger } from '#tests/support/storage-bytes.ts'

const TOKEN = 'a-script-token'

/** The library of a server, as a script with the owner's rights sees it. */
async function openLibrary(start: StartOnStore, settings: Partial<Config> = {}) {
  const test = await start({ token: TOKEN, ...settings })
  const send = <Body>(method: string, address: string, body?: unknown) =>
    test.request<Body>(address, { method, body, bearer: TOKEN })
  return {
    test,
    send,
    create: async (body: unknown) => (await send<JourneyListItem>('POST', '/api/journeys', body)).body,
    json: async (id: string) => (await send<JourneyJson & { id: string }>('GET', `/api/journeys/${id}`)).body,
    titles: async (query = '') =>
      (await send<{ journeys: JourneyListItem[] }>('GET', `/api/journeys${query}`)).body.journeys.map(
        ({ title }) => title,
      ),
  }
}

describeOverStores('a new journey', (start) => {
  it('is blank: the six stages, one step each, a lane of every kind', async () => {
    const { create, json } = await openLibrary(start)
    const made = await create({ title: 'Ours' })
    expect(made).toMatchObject({ title: 'Ours', role: 'owner', archivedAt: null })
    expect(made.counts).toEqual({ personas: 0, stages: 6, steps: 6, cards: 0 })
    const document = await json(made.id)
    expect(document.stages.map((stage) => stage.title)).toEqual([
      'Awareness',
      'Consideration',
      'Decision',
      'Onboarding',
      'Retention',
      'Advocacy',
    ])
    expect(document.lanes.map((lane) => lane.kind)).toEqual([
      'touchpoint',
      'action',
      'thought',
      'emotion',
      'pain-point',
      'opportunity',
    ])
    expect(document).toMatchObject({ id: made.id, title: 'Ours', format: 'waymark-journey', version: 1 })
  })

  it('starts from each template', async () => {
    const { send, create } = await openLibrary(start)
    const { body } = await send<{ templates: TemplateItem[] }>('GET', '/api/templates')
    expect(body.templates.map(({ key }) => key)).toEqual([
      'blank',
      'card-fraud',
      'car-repair',
      'airline-ticket',
      'service-blueprint',
    ])
    const made = await create({ template: 'car-repair' })
    expect(made.counts.cards).toBeGreaterThan(20)
    expect(made.title).not.toBe('')
  })

  it('comes back from its JSON form without loss', async () => {
    const { create, json } = await openLibrary(start)
    const original = await json((await create({ template: 'airline-ticket' })).id)
    const { id: _id, ...document } = original
    const { id: _copyId, ...copy } = await json((await create({ document })).id)
    expect(copy).toEqual(document)
  })

  it('is refused when the wish makes no sense, and then nothing is left behind', async () => {
    const { send, titles } = await openLibrary(start)
    const wishes: readonly (readonly [unknown, ErrorCode, RegExp?])[] = [
      [{ template: 'nothing' }, 'template-not-found'],
      [{ document: { format: 'else' } }, 'not-a-journey', /^format: /],
      [{ document: { format: 'waymark-journey', version: 1, cards: [{}] } }, 'not-a-journey', /^cards\.0\./],
      [{ document: null }, 'not-a-journey'],
      [{ template: 'blank', document: {} }, 'not-valid', /one of/],
      [{ title: '' }, 'not-valid', /^body\.title: /],
      [{ title: 7 }, 'not-valid', /^body\.title: /],
      [[], 'not-valid', /^body: /],
      [{ datasetId: 'nothing' }, 'dataset-not-found'],
    ]
    for (const [wish, code, detail] of wishes) {
      const { status, body } = await send<ErrorBody>('POST', '/api/journeys', wish)
      expect({ wish, status, code: body.error.code }).toEqual({ wish, status: ERRORS[code].status, code })
      if (detail) expect(body.error.detail).toMatch(detail)
    }
    expect(await titles()).toEqual([])
  })
})

describeOverStores('the library', (start) => {
  it('finds titles by their words, in any order and case', async () => {
    const { create, titles } = await openLibrary(start)
    for (const title of ['Card fraud', 'Ämter und Karten', '100% paid']) await create({ title })
    expect(await titles('?search=FRAUD+card')).toEqual(['Card fraud'])
    expect(await titles('?search=%C3%A4mter')).toEqual(['Ämter und Karten'])
    expect(await titles('?search=100%25')).toEqual(['100% paid'])
    expect(await titles('?search=_')).toEqual([])
    expect((await titles()).sort()).toEqual(['100% paid', 'Card fraud', 'Ämter und Karten'])
  })

  it('renames in the document and the list alike', async () => {
    const { create, send, json, titles } = await openLibrary(start)
    const { id } = await create({ title: 'Old' })
    const renamed = await send('PATCH', `/api/journeys/${id}`, { title: 'New' })
    expect(renamed).toMatchObject({ status: 200, body: { title: 'New' } })
    expect((await json(id)).title).toBe('New')
    expect(await titles()).toEqual(['New'])
  })

  it('archives, restores, and deletes for good only what is archived', async () => {
    const { create, send, titles } = await openLibrary(start)
    const { id } = await create({ title: 'Mine' })
    expect(await send('DELETE', `/api/journeys/${id}`)).toMatchObject({ status: 409 })
    await send('PATCH', `/api/journeys/${id}`, { archived: true })
    expect([await titles(), await titles('?archived=true')]).toEqual([[], ['Mine']])
    await send('PATCH', `/api/journeys/${id}`, { archived: false })
    expect([await titles(), await titles('?archived=true')]).toEqual([['Mine'], []])
    await send('PATCH', `/api/journeys/${id}`, { archived: true })
    expect((await send('DELETE', `/api/journeys/${id}`)).status).toBe(204)
    for (const method of ['GET', 'DELETE']) {
      expect(await send(method, `/api/journeys/${id}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'journey-not-found' } },
      })
    }
  })

  it('duplicates into a journey of its own', async () => {
    const { create, send, json } = await openLibrary(start)
    const { id } = await create({ template: 'car-repair' })
    const copy = (await send<JourneyListItem>('POST', `/api/journeys/${id}/duplicate`)).body
    const { id: _id, title, ...original } = await json(id)
    expect(copy.title).toBe(`${title} (copy)`)
    await send('PATCH', `/api/journeys/${id}`, { title: 'Another' })
    const { id: _copyId, title: copyTitle, ...rest } = await json(copy.id)
    expect(copyTitle).toBe(`${title} (copy)`)
    expect(rest).toEqual(original)
  })

  it('draws each journey small, again only when it changed', async () => {
    const { test, create, send } = await openLibrary(start)
    const { id } = await create({ template: 'car-repair' })
    const get = (theme: string, etag?: string) =>
      test.request<string>(`/api/journeys/${id}/thumbnail.svg?theme=${theme}`, {
        bearer: TOKEN,
        headers: etag === undefined ? {} : { 'if-none-match': etag },
      })
    const light = await get('light')
    expect(light.headers.get('content-type')).toContain('image/svg+xml')
    expect(light.body).toMatch(/^<svg [^>]*viewBox=/)
    expect((await get('dark')).body).not.toBe(light.body)
    const etag = light.headers.get('etag') ?? ''
    expect((await get('light', etag)).status).toBe(304)
    await send('PATCH', `/api/journeys/${id}`, { title: 'Changed' })
    expect((await get('light', etag)).status).toBe(200)
  })

  it('keeps everything over a restart', async () => {
    const first = await openLibrary(start)
    const { id } = await first.create({ template: 'airline-ticket', title: 'Kept' })
    const document = await first.json(id)
    await first.test.close()
    const second = await openLibrary(start, keptBy(first.test))
    expect(await second.titles()).toEqual(['Kept'])
    expect(await second.json(id)).toEqual(document)
  })

  it('mends a row that a killed server left behind its document', async () => {
    const first = await openLibrary(start)
    const { id } = await first.create({ title: 'Truth' })
    await first.test.close()
    const storage = await openStorage({ ...keptBy(first.test), historyDays: 90, logger: silentLogger })
    await storage.database.updateTable('journeys').set({ title: 'Stale', updated_at: 1 }).where('id', '=', id).execute()
    await storage.close()
    const second = await openLibrary(start, keptBy(first.test))
    expect(await second.titles()).toEqual(['Truth'])
  })
})
