import { expect, type Page } from '@playwright/test'
import * as Y from 'yjs'
import { canvasOf, journeyIdOf } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

/** What this browser keeps of a journey, as titles of cards. */
async function keptTitles(page: Page, journeyId: string): Promise<readonly string[]> {
  const updates = await page.evaluate(
    (name) =>
      new Promise<readonly number[][]>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.addEventListener('error', () => reject(new Error(opening.error?.message)))
        opening.addEventListener('success', () => {
          const asked = opening.result.transaction('updates').objectStore('updates').getAll()
          asked.addEventListener('success', () => {
            opening.result.close()
            resolve((asked.result as readonly Uint8Array[]).map((update) => [...update]))
          })
        })
      }),
    `waymark-journey-${journeyId}`,
  )
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, Uint8Array.from(update))
  const cards = [...doc.getMap<Y.Map<unknown>>('cards').values()]
  return cards.map((card) => String(card.get('title')))
}

test('a journey is in the copy that is opened beside it, and so is what one types from then on', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const id = journeyIdOf(page)
  const on = canvasOf(page)
  await on.fit()
  await on.retype('Hopeful', 'Hopeful again')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await expect.poll(() => keptTitles(page, id)).toEqual(expect.arrayContaining(['Hopeful again', 'Stranded']))

  // It comes back with the journey of a page that is opened anew, where it may be open before or after the journey has come.
  await page.reload()
  await expect(on.card('Hopeful again')).toBeVisible()
  await on.fit()
  await on.retype('Stranded', 'Stranded again')
  await expect
    .poll(() => keptTitles(page, id))
    .toEqual(expect.arrayContaining(['Hopeful again', 'Stranded again', 'Reassured']))
})

test('what others do is in the copy, too', async ({ waymark, owner, join }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const id = journeyIdOf(page)
  const share = await page.request.post(`${waymark.url}/api/journeys/${id}/shares`, {
    data: { role: 'editor' },
    headers: { origin: waymark.url },
  })
  const guest = await join(((await share.json()) as { url: string }).url)
  const hers = canvasOf(guest.page)
  await hers.fit()
  await expect.poll(() => keptTitles(page, id)).toContain('Stranded')
  await hers.retype('Stranded', 'Stranded at night')
  await hers.fit()
  await hers.retype('Reassured', 'Reassured at last')
  await expect
    .poll(() => keptTitles(page, id))
    .toEqual(expect.arrayContaining(['Stranded at night', 'Reassured at last']))
})
