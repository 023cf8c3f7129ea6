import { expect, it } from 'vitest'
import type { JourneyListBody } from '#shared/contract/rest/journeys.ts'
import { describeOverStores, keptBy } from '#tests/support/http-stores.ts'
import { openLibrary } from '#tests/support/library-scene.ts'

const documentOf = (title: string, cards: readonly { title: string; details?: string }[]) => ({
  format: 'waymark-journey',
  version: 1,
  title,
  stages: [{ id: 'stage', order: 'a0', title: 'Buying' }],
  steps: [{ id: 'step', title: 'Compare prices', place: { stageId: 'stage', order: 'a0' } }],
  lanes: [{ id: 'lane', order: 'a0', kind: 'action', title: 'Actions' }],
  cards: cards.map((card, index) => ({
    id: `card-${index}`,
    kind: 'action',
    place: { kind: 'cell', stepId: 'step', laneId: 'lane', order: `a${index}` },
    ...card,
  })),
})

describeOverStores('the search over all journeys', (start) => {
  async function scene() {
    const { test, owner, add } = await openLibrary(start)
    const bring = async (title: string, cards: readonly { title: string; details?: string }[], more: object = {}) => {
      const made = await owner.send<{ id: string }>('POST', '/api/journeys', {
        document: documentOf(title, cards),
        ...more,
      })
      expect([made.status, made.body]).toMatchObject([201, {}])
      return made.body.id
    }
    const search = async (who: typeof owner, text: string, more = '') =>
      (await who.ask<JourneyListBody>(`/api/journeys?limit=20&text=${encodeURIComponent(text)}${more}`)).body.journeys
    const titlesOf = async (who: typeof owner, text: string, more = '') =>
      (await search(who, text, more)).map(({ title }) => title)
    const untilFound = (text: string, titles: readonly string[]) =>
      expect.poll(() => titlesOf(owner, text), { timeout: 8_000 }).toEqual(titles)
    return { test, owner, add, bring, search, titlesOf, untilFound }
  }

  it('finds what any element says, by the beginnings of words, without accents and case', async () => {
    const { owner, bring, search, titlesOf, untilFound } = await scene()
    await bring('Opening an account', [
      { title: 'Visits the café', details: 'Looks for the **branch** that is\n- near\n- open' },
      { title: '旅行者は銀行を探す' },
    ])
    await bring('Losing a card', [{ title: 'Calls the branch' }])
    await untilFound('bran', ['Losing a card', 'Opening an account'])
    expect(await titlesOf(owner, 'CAFE bra')).toEqual(['Opening an account'])
    expect(await titlesOf(owner, '銀行')).toEqual(['Opening an account'])
    expect(await titlesOf(owner, 'ranch')).toEqual([])
    expect(await titlesOf(owner, '"*()-')).toEqual([])
    // Whose title says it comes first, though the other was changed later.
    await bring('Anything', [{ title: 'An account' }])
    await untilFound('account', ['Opening an account', 'Anything'])
    expect(await titlesOf(owner, 'compare')).toHaveLength(3)

    const [{ hits = [], hitCount } = {}] = await search(owner, 'branch near')
    expect(hitCount).toBe(1)
    expect(hits).toMatchObject([{ elementId: 'card-0', kind: 'action' }])
    const [{ text, marks } = { text: '', marks: [] }] = hits
    expect(text).toContain('Looks for the branch that is')
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['branch', 'near'])
  })

  it('follows changes, also those that were made while nothing followed them', async () => {
    const { test, owner, bring, untilFound } = await scene()
    const id = await bring('Before', [{ title: 'A card' }])
    await untilFound('before', ['Before'])
    await owner.send('PATCH', `/api/journeys/${id}`, { title: 'Renamed' })
    await untilFound('renamed', ['Renamed'])
    await untilFound('before', [])
    await owner.send('PATCH', `/api/journeys/${id}`, { title: 'Just before the end' })
    await test.close()

    const again = await openLibrary(() => start(keptBy(test)))
    const titles = async () => {
      const found = await again.owner.ask<JourneyListBody>('/api/journeys?limit=5&text=just')
      return found.body.journeys.map(({ title }) => title)
    }
    // Where nodes share the work, they look every minute; the one that begins anew looks at once when it is alone.
    if (test.databaseUrl === null) await expect.poll(titles, { timeout: 8_000 }).toEqual(['Just before the end'])
    await again.owner.send('PATCH', `/api/journeys/${id}`, { archived: true })
    await again.owner.send('DELETE', `/api/journeys/${id}`)
    expect(await titles()).toEqual([])
  })

  it('tells nobody who came by a link to a part of it what a journey says', async () => {
    const { test, owner, bring, titlesOf, untilFound } = await scene()
    const id = await bring('Plan', [{ title: 'Merger' }])
    await untilFound('merger', ['Plan'])
    const shows = { laneIds: [], numberIds: [] }
    const link = await owner.send<{ token: string }>('POST', `/api/journeys/${id}/shares`, { role: 'viewer', shows })
    const cookie = await test.openShare(link.body.token)
    const guest = { ...owner, ask: <Body>(address: string) => test.request<Body>(address, { cookie }) }
    const all = await guest.ask<JourneyListBody>('/api/journeys?limit=5')
    expect(all.body.journeys.map(({ title, counts }) => [title, counts.cards])).toEqual([['Plan', 0]])
    expect(await titlesOf(guest, 'merger')).toEqual([])
    expect(await titlesOf(guest, 'plan')).toEqual([])
  })

  it('finds for nobody what they may not see', async () => {
    const { owner, add, bring, titlesOf, untilFound } = await scene()
    const ann = await add('editor', 'Ann')
    const hidden = await owner.newCollection('Hidden')
    await owner.say('collections', hidden, { everyone: 'none' })
    const secret = await bring('Secret merger', [{ title: 'A merger' }], { collectionId: hidden })
    await bring('Open', [{ title: 'No merger' }])
    await untilFound('merger', ['Secret merger', 'Open'])
    expect(await titlesOf(ann, 'merger')).toEqual(['Open'])
    await owner.say('journeys', secret, { [ann.id]: 'viewer' })
    expect(await titlesOf(ann, 'merger')).toEqual(['Secret merger', 'Open'])
    expect(await titlesOf(ann, 'merger', `&collection=${hidden}`)).toEqual([])
    const stranger = await add(null)
    expect(await titlesOf(stranger, 'merger')).toEqual([])
  })
})
