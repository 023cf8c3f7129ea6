import { expect } from '@playwright/test'
import { act, dialogOf, openJourney, panelOf, rowOf, type Screen } from './screen.ts'

/** A journey with numbers. */
export const NUMBERS: readonly Screen[] = [
  {
    name: 'a canvas with numbers',
    async open(at) {
      await openJourney(at, at.journeys.numbers, 'canvas')
      await expect(at.page.locator('[data-measure="cases"]').first()).toBeVisible({ timeout: 30_000 })
    },
  },
  {
    name: 'where a number comes from',
    async open({ page }) {
      await page.locator('[data-testid=card] [data-measure="cases"]').first().click()
      const explanation = dialogOf(page, 'Where this number comes from')
      await expect(explanation).toBeVisible()
      return explanation
    },
  },
  {
    name: 'all numbers at one look',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Alt+4')
      const numbers = page.getByRole('region', { name: 'Numbers', exact: true })
      await expect(numbers.getByRole('table').first()).toBeVisible()
      return numbers
    },
  },
  {
    name: 'the data panel',
    async open({ page }) {
      await page.keyboard.press('Alt+1')
      await act(page, 'Show data')
      return panelOf(page, 'Data')
    },
  },
  {
    name: 'the binding of a touchpoint',
    async open({ page, isPhone }) {
      if (isPhone) await page.getByRole('button', { name: 'Close panel' }).click()
      else await act(page, 'Show details')
      await page.keyboard.press('Alt+3')
      await (await rowOf(page, /Attempts a purchase/)).click()
      if (isPhone) await page.getByRole('button', { name: 'Details', exact: true }).click()
      await expect(page.getByRole('heading', { name: 'Data', exact: true })).toBeVisible()
      return page.getByRole('region').filter({ has: page.getByRole('button', { name: 'Close panel' }) })
    },
  },
]
