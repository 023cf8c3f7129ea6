import { expect } from '@playwright/test'
import { canvasOf, storedJourney } from './support/canvas.ts'
import { test } from './support/waymark-test.ts'

const DAY_MS = 86_400_000

test('a metric shows how it went on its card, in its explanation and among the numbers, and what customers said becomes a card', async ({
  owner,
  waymark,
}) => {
  const { page } = owner
  const send = async (path: string, data: unknown): Promise<{ id: string }> => {
    const answer = await page.request.post(`${waymark.url}${path}`, { headers: { origin: waymark.url }, data })
    expect(answer.ok(), await answer.text()).toBe(true)
    return (await answer.json()) as { id: string }
  }
  const { id: datasetId } = await send('/api/datasets', { name: 'Survey' })
  // 40 answers a week over four weeks: first all are detractors, at last all promoters. The second week is thin.
  const rows = [0, 4, 8, 10].flatMap((score, week) =>
    Array.from({ length: week === 1 ? 10 : 40 }, (_, at) => ({
      case: `w${week}c${at}`,
      event: 'Pay',
      timestamp: Date.UTC(2026, 0, 5) + week * 7 * DAY_MS + at * 60_000,
      attributes: {
        score,
        verbatim: `${score < 5 ? 'Terrible, nobody called me back' : 'Great and friendly people'} ${at}`,
      },
    })),
  )
  await send(`/api/ingest/${datasetId}`, rows)
  const { id: metricId } = await send('/api/metrics', {
    name: 'NPS',
    datasetId,
    direction: 'up',
    definition: {
      kind: 'question',
      question: {
        kind: 'score',
        rule: { events: ['Pay'], channels: [], where: [] },
        field: 'score',
        scale: { kind: 'nps' },
      },
      show: 'score',
    },
  })
  const { id } = await send('/api/journeys', {
    document: {
      format: 'waymark-journey',
      version: 1,
      title: 'Paying',
      stages: [{ id: 's', order: 'a0', title: 'Buy' }],
      steps: [{ id: 'pay', place: { stageId: 's', order: 'a0' }, title: 'Pay' }],
      lanes: [
        { id: 'm', order: 'a0', kind: 'metric', title: 'Numbers' },
        { id: 't', order: 'a1', kind: 'thought', title: 'Thoughts' },
      ],
      cards: [
        {
          id: 'm0',
          kind: 'metric',
          place: { kind: 'cell', stepId: 'pay', laneId: 'm', order: 'a0' },
          title: 'How they like it',
          details: '',
          shownMetrics: [{ metricId, isOwnCases: false }],
        },
      ],
    },
  })
  await page.goto(`${waymark.url}/journeys/${id}`)
  await canvasOf(page).fit()
  const badge = page.locator('[data-readings-of="m0"]')
  await expect(badge.locator('svg title')).toHaveText(/Trend of NPS\. By week \(UTC\): from −100\.0 .* to 100\.0/)
  // Ten answers are grey.
  await expect(badge.locator('[data-part="thin"]')).toHaveAttribute('d', /M.+M.+/)

  await badge.click()
  const explanation = page.getByRole('dialog', { name: 'Where this number comes from' })
  await expect(explanation.getByText(/Trend by week, by when the answers were given\./)).toBeVisible()
  await explanation.getByRole('button', { name: 'What they said' }).click()
  const said = page.getByRole('dialog', { name: 'What they said' })
  await expect(said.getByText(/130 texts, from 130 answers, the newest first\./)).toBeVisible()
  await expect(said.getByRole('listitem').first()).toContainText('Great and friendly people 39')
  await said.getByRole('button', { name: 'Older' }).click()
  await expect(said.getByText('51–100 of 130')).toBeVisible()
  await said.getByRole('combobox', { name: 'Which of them' }).click()
  await page.getByRole('option', { name: 'Detractors (0 to 6)' }).click()
  await expect(said.getByText(/^50 texts of 130/)).toBeVisible()
  const search = said.getByRole('searchbox', { name: 'Search in the texts' })
  await search.fill('me back 39')
  await search.press('Enter')
  await expect(said.getByRole('listitem')).toHaveCount(1)
  await expect(said.getByRole('listitem')).toContainText('sounds negative')
  await said.getByRole('button', { name: 'Add as a quote to “Pay”, Thoughts' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('card').filter({ hasText: 'Terrible, nobody called me back 39' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await storedJourney(page)).cards.length).toBe(1)

  await page.getByRole('radio', { name: 'Numbers' }).click()
  const table = page.getByRole('region', { name: 'Metrics of the library' })
  await expect(table.getByRole('img', { name: /^Trend of NPS\. By week/ })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download CSV' }).click()
  const stream = await (await download).createReadStream()
  let csv = ''
  for await (const part of stream) csv += String(part)
  const periods = csv.split('\r\n').filter((row) => row.startsWith('"element","How they like it","NPS"'))
  expect(periods).toHaveLength(5)
  expect(periods[2]).toMatch(/"-100","points","10",.*"2026-01-12","week"$/)
})
