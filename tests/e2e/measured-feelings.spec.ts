import { expect } from '@playwright/test'
import { canvasOf } from './support/canvas.ts'
import { test } from './support/waymark-test.ts'

test('the measured curve stands beside the assumed one, marks where they disagree, explains itself, and so in table and view', async ({
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
  const answers = (event: string, count: number, score: (at: number) => number) =>
    Array.from({ length: count }, (_, at) => ({ case: `${event}${at}`, event, attributes: { score: score(at) } }))
  await send(`/api/ingest/${datasetId}`, [
    // Three of four are detractors: NPS −50.
    ...answers('Compare', 60, (at) => (at % 4 === 0 ? 10 : 0)),
    ...answers('Pay', 12, () => 10),
  ])
  const measuredBy = (event: string) => ({
    of: {
      kind: 'answers',
      datasetId,
      rule: { events: [event], channels: [], where: [] },
      field: 'score',
      scale: { kind: 'nps' },
    },
  })
  const steps = ['Compare', 'Wait', 'Pay']
  const { id } = await send('/api/journeys', {
    document: {
      format: 'waymark-journey',
      version: 1,
      title: 'Feelings',
      stages: [{ id: 's', order: 'a0', title: 'Buy' }],
      steps: steps.map((title, at) => ({ id: `step${at}`, place: { stageId: 's', order: `a${at}` }, title })),
      lanes: [{ id: 'l', order: 'a0', kind: 'emotion', title: 'Feelings' }],
      cards: steps.map((title, at) => ({
        id: `e${at}`,
        kind: 'emotion',
        place: { kind: 'cell', stepId: `step${at}`, laneId: 'l', order: 'a0' },
        title: `Feels at ${title}`,
        details: '',
        score: 2,
        ...(title !== 'Wait' && { feelingSource: measuredBy(title) }),
      })),
    },
  })
  await page.goto(`${waymark.url}/journeys/${id}`)
  await canvasOf(page).fit()
  const points = page.getByTestId('measured-point')
  await expect(points).toHaveCount(2)
  await expect(points.first()).toHaveAttribute('data-value', '-50')
  // Twelve answers are too few to be held against anything.
  await expect(points.nth(1)).toHaveAttribute('data-weak', 'true')
  const words = 'assumed: very good; measured: bad, n = 60'
  await expect(page.getByTestId('apart-cell')).toHaveCount(1)
  await expect(page.getByTestId('apart-cell')).toContainText(words)
  await expect(page.getByTestId('card').filter({ hasText: 'Feels at Compare' })).toHaveAccessibleName(
    new RegExp(`${words}.*they disagree`),
  )
  await expect(page.getByTestId('measured-legend')).toContainText('They disagree once')

  await points.first().click()
  const explanation = page.getByRole('dialog', { name: 'Where this number comes from' })
  await expect(explanation).toContainText('Measured feeling, by NPS')
  await expect(explanation).toContainText('n = 60 answers')
  await page.keyboard.press('Escape')

  await page.getByRole('radio', { name: 'Table' }).click()
  await expect(page.getByTestId('feeling-mark')).toHaveText(['≠ Measured: bad', 'Measured: very good'])

  await page.goto(`${waymark.url}/view/${id}`)
  await expect(page.getByTestId('measured-legend')).toBeVisible()
  await page.locator('[data-number-of="e0"]').first().click()
  await expect(page.getByRole('region', { name: 'Numbers' })).toContainText('NPS')
})
