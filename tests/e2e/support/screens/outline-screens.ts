import { expect } from '@playwright/test'
import { act, byAction, detailsOf, dialogOf, openJourney, type Screen } from './screen.ts'

/** The outline, the table, and the panels beside them. */
export const STORY: readonly Screen[] = [
  {
    name: 'the outline',
    async open(at) {
      await openJourney(at, at.journeys.story, 'outline')
      await expect(at.page.getByRole('treegrid')).toBeVisible()
    },
  },
  {
    name: 'the menu of a row of the outline',
    async open({ page }) {
      const row = page.getByRole('treegrid').getByRole('row', { name: /Types the search/ })
      await row.click()
      await row.getByRole('button', { name: /^More for/ }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'the target of a link',
    async open({ page }) {
      await page.getByRole('menuitem', { name: 'Link to…' }).click()
      await expect(dialogOf(page, 'Link to a card')).toBeVisible()
      return dialogOf(page, 'Link to a card')
    },
  },
  {
    name: 'a row that is edited',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page
        .getByRole('treegrid')
        .getByRole('row', { name: /Types the search/ })
        .click()
      await page.keyboard.press('F2')
      await expect(page.getByRole('textbox', { name: /^Name of/ })).toBeVisible()
      return page.getByRole('treegrid')
    },
  },
  {
    name: 'the kinds of lanes',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Add lane' }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    ...detailsOf('a stage', /^Breakdown/),
    async open(at) {
      await at.page.keyboard.press('Escape')
      return detailsOf('a stage', /^Breakdown/).open(at)
    },
  },
  detailsOf('a step', /^Initial search/),
  detailsOf('a touchpoint', /^Searches/),
  detailsOf('a pain point', /^No time to compare/),
  detailsOf('an emotion', /^Stranded/),
  detailsOf('an opportunity', /^Keep the business listing/),
  {
    name: 'the details of a link',
    open: (at) => detailsOf('a link', /Local results with ratings|Visits the site/).open(at),
  },
  {
    name: 'the details of several cards',
    async open({ page, isPhone }) {
      const close = page.getByRole('button', { name: 'Close panel' })
      if (isPhone && (await close.isVisible())) await close.click()
      await act(page, 'Select all cards')
      if (isPhone) await page.getByRole('button', { name: 'Details', exact: true }).click()
      const panel = page.getByRole('region').filter({ has: close })
      await expect(panel).toBeVisible()
      return panel
    },
  },
  {
    name: 'the details of the journey',
    async open({ page, isPhone }) {
      const close = page.getByRole('button', { name: 'Close panel' })
      if (isPhone) await close.click()
      await act(page, 'Select nothing')
      if (isPhone) await act(page, 'Show details')
      await expect(page.getByRole('textbox', { name: 'Scenario' })).toBeVisible()
      return page.getByRole('region').filter({ has: close })
    },
  },
  byAction('the personas', 'Show personas', (page) => page.getByRole('region', { name: 'Personas', exact: true })),
  {
    name: 'the sheet of a persona',
    async open({ page }) {
      await page
        .getByRole('region', { name: 'Personas' })
        .getByRole('button', { name: /^Sarah/ })
        .click()
      await expect(dialogOf(page, 'Sarah')).toBeVisible()
      return dialogOf(page, 'Sarah')
    },
  },
  {
    name: 'searching the journey',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await act(page, 'Find in this journey')
      await page.keyboard.type('shop')
      await expect(page.getByRole('region', { name: 'Search' })).toContainText('Visits the site')
      return page.getByRole('region', { name: 'Search' })
    },
  },
  {
    name: 'find and replace',
    async open({ page }) {
      await act(page, 'Find and replace')
      await page.keyboard.type('shop')
      const panel = page.getByRole('region', { name: 'Find and replace' })
      await expect(panel).toContainText('highly rated')
      return panel
    },
  },
  {
    name: 'the filter',
    async open({ page }) {
      await page.getByRole('button', { name: 'Close panel' }).click()
      await act(page, 'Filter cards')
      await expect(dialogOf(page, 'Filter')).toContainText('Pain point')
      return dialogOf(page, 'Filter')
    },
  },
  {
    name: 'a filtered outline',
    async open({ page }) {
      await dialogOf(page, 'Filter')
        .getByRole('button', { name: /^Pain point/ })
        .first()
        .click()
      await page.keyboard.press('Escape')
      await expect(page.getByRole('region', { name: 'Filter', exact: true })).toBeVisible()
    },
  },
  byAction('the saved views', 'Saved views', (page) => dialogOf(page, 'Saved views')),
  {
    name: 'a saved view',
    async open({ page }) {
      await page.getByRole('textbox', { name: /view/i }).fill('Pains only')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: /More for Pains only/ }).first()).toBeVisible()
      return dialogOf(page, 'Saved views')
    },
  },
  {
    name: 'the table',
    async open(at) {
      await openJourney(at, at.journeys.story, 'table')
      await expect(at.page.getByRole('grid')).toBeVisible()
    },
  },
  {
    name: 'a cell of the table that is edited',
    async open({ page }) {
      await page.getByRole('gridcell', { name: /^Types the search/ }).click()
      await page.keyboard.press('F2')
      await expect(page.getByRole('grid').getByRole('textbox')).toBeVisible()
      return page.getByRole('grid')
    },
  },
  {
    name: 'the columns of the table',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Columns' }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
]
