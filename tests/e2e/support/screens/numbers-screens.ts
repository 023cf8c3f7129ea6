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
  {
    name: 'the customers behind a number',
    async open(at) {
      const { page } = at
      await openJourney(at, at.journeys.numbers, 'canvas')
      await page.locator('[data-testid=card] [data-measure="cases"]').first().click({ timeout: 30_000 })
      await page.getByRole('button', { name: 'Show the customers' }).click()
      const customers = dialogOf(page, 'Customers behind this number')
      await expect(customers.getByRole('table')).toBeVisible()
      return customers
    },
  },
  {
    name: 'the numbers of a stretch of time',
    only: 'desktop',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'All time' }).click()
      await expect(page.getByRole('slider').first()).toBeVisible()
    },
  },
  {
    name: 'the numbers of the workspace',
    async open({ page, url }) {
      await page.goto(`${url}/numbers`)
      await expect(page.getByRole('heading', { name: 'Card fraud' })).toBeVisible()
    },
  },
  {
    name: 'the metrics of the workspace',
    async open({ page, url }) {
      await page.goto(`${url}/data/metrics`)
      await expect(page.getByRole('heading', { name: 'Metrics and segments' })).toBeVisible()
    },
  },
  {
    name: 'a new metric',
    async open({ page }) {
      await page.getByRole('button', { name: 'New metric' }).first().click()
      await page.getByRole('menuitem').first().click()
      await expect(page.getByRole('dialog')).toBeVisible()
      return page.getByRole('dialog')
    },
  },
]
