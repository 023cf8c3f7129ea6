import { expect, type Page } from '@playwright/test'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const START = Date.UTC(2026, 6, 1)

/** 300 visits, five a day: the first 100 from the north, 80 of whom buy; of the other 200 60 do. Every other one is by phone. */
function events(): object[] {
  return Array.from({ length: 300 }, (_, at) => {
    const attributes = { region: at < 100 ? 'north' : 'south', device: at % 2 ? 'phone' : 'desk' }
    const begins = START + Math.floor(at / 5) * DAY_MS + (at % 5) * MINUTE_MS
    const row = (event: string, minutes: number) => ({
      case: `case ${at}`,
      event,
      timestamp: new Date(begins + minutes * MINUTE_MS).toISOString(),
      attributes,
    })
    const buys = at < 100 ? at < 80 : at < 160
    return [row('Visits the shop', 0), ...(buys ? [row('Buys', 30)] : [])]
  }).flat()
}

interface Stored {
  readonly steps: readonly { readonly id: string; readonly title: string }[]
}

/** A journey over those events with two personas, Sarah from the north and Tom by phone, whose segments overlap. */
export async function journeyOfTwoSegments(page: Page, url: string) {
  const post = async (path: string, data: unknown): Promise<{ readonly id: string }> => {
    const answer = await page.request.post(url + path, { data, headers: { origin: url } })
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
    return (await answer.json()) as { id: string }
  }
  const { id: datasetId } = await post('/api/datasets', { name: 'Shop' })
  await post(`/api/ingest/${datasetId}`, events())
  const segment = (name: string, field: string, value: string) =>
    post('/api/segments', {
      datasetId,
      name,
      rule: { groups: [{ conditions: [{ kind: 'attribute', field, values: [value] }] }] },
    })
  const [north, phone] = [await segment('Northerners', 'region', 'north'), await segment('By phone', 'device', 'phone')]
  await segment('At a desk', 'device', 'desk')
  const draft = await post('/api/journeys', { datasetId })
  const document = (await (await page.request.get(`${url}/api/journeys/${draft.id}`)).json()) as Stored
  const personas = [
    { id: 'sarah', order: 'a0', name: 'Sarah', segmentId: north.id },
    { id: 'tom', order: 'a1', name: 'Tom', color: 2, segmentId: phone.id },
  ]
  const { id } = await post('/api/journeys', { document: { ...document, personas } })
  const stepId = document.steps.find(({ title }) => title === 'Visits the shop')?.id ?? ''
  return { id, stepId, post }
}
