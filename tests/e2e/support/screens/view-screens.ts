import { expect, type Locator } from '@playwright/test'
import type { Screen } from './screen.ts'

const sheet = async ({ page }: Parameters<Screen['open']>[0], name: string): Promise<Locator> => {
  const opened = page.getByRole('dialog', { name, exact: true })
  await expect(opened).toBeVisible()
  return opened
}

/** The page of those who only look, and the presentation. */
export const VIEW: readonly Screen[] = [
  {
    name: 'the journey to look at',
    async open({ page, url, journeys, isPhone }) {
      await page.goto(`${url}/view/${journeys.numbers}`)
      await expect(page.getByTestId(isPhone ? 'reading' : 'journey-map')).toBeVisible()
      await expect(page.locator('[data-measure]').first()).toBeVisible()
    },
  },
  {
    name: 'a stage to read',
    async open({ page, isPhone }) {
      if (!isPhone) await page.getByRole('button', { name: 'Read stage by stage' }).click()
      await page.getByRole('navigation', { name: 'Stages' }).getByRole('button', { name: 'Verify' }).click()
      await expect(page.getByRole('region', { name: 'Verify' }).getByRole('heading', { level: 2 })).toBeInViewport()
    },
  },
  {
    name: 'the details of a card',
    async open(at) {
      await at.page.getByRole('button', { name: 'Receives the verification SMS' }).first().click()
      return sheet(at, 'Touchpoint')
    },
  },
  {
    name: 'what is shown',
    async open(at) {
      await at.page.keyboard.press('Escape')
      await at.page.getByRole('button', { name: /^Filter/ }).click()
      return sheet(at, 'What is shown')
    },
  },
  {
    name: 'the comments beside it',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Comments', exact: true }).click()
      const panel = page.getByRole('region', { name: 'Comments', exact: true })
      await expect(panel).toBeVisible()
      return panel
    },
  },
  {
    name: 'the presentation',
    async open({ page }) {
      await page.getByRole('button', { name: 'Close panel' }).click()
      await page.getByRole('button', { name: 'Present', exact: true }).click()
      await expect(page.getByTestId('slide')).toBeVisible()
      await page.keyboard.press('ArrowRight')
      await expect(page.getByText('2 / 6')).toBeVisible()
    },
  },
  {
    name: 'the speaker’s notes',
    async open({ page }) {
      await page.keyboard.press('n')
      await expect(page.getByRole('complementary', { name: /^Speaker/ })).toBeVisible()
    },
  },
  {
    name: 'a view that is not open to one',
    async open({ page, url }) {
      await page.goto(`${url}/view/nothing`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    },
  },
]
