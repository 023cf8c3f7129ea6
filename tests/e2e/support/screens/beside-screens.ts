import { expect } from '@playwright/test'
import { act, byAction, dialogOf, openJourney, panelOf, type Screen } from './screen.ts'

/** What people do beside a journey: talk, look after it, and show it. */
export const BESIDE: readonly Screen[] = [
  {
    name: 'a new comment',
    async open(at) {
      await openJourney(at, at.journeys.story, 'canvas')
      await expect(at.page.getByTestId('card').first()).toBeVisible()
      await act(at.page, 'Show comments')
      await at.page.getByRole('button', { name: 'Comment on the whole journey' }).first().click()
      return panelOf(at.page, 'New comment')
    },
  },
  {
    name: 'a thread',
    async open({ page }) {
      await page.getByRole('textbox', { name: 'Comment' }).fill('Is this true?')
      await page.keyboard.press('Control+Enter')
      await expect(page.getByRole('list', { name: 'Comments' })).toContainText('Is this true?')
      return page.getByRole('region').filter({ has: page.getByRole('button', { name: 'Back to all threads' }) })
    },
  },
  {
    name: 'all threads',
    async open({ page }) {
      await page.getByRole('button', { name: 'Back to all threads' }).click()
      return panelOf(page, 'Comments')
    },
  },
  {
    name: 'the review and the activity',
    async open({ page, isPhone }) {
      if (isPhone) await page.getByRole('button', { name: 'Close panel' }).click()
      await act(page, 'Show review and activity')
      const panel = page.getByRole('region').filter({ has: page.getByRole('button', { name: 'Close panel' }) })
      await expect(panel).toBeVisible()
      return panel
    },
  },
  byAction('the slides and their notes', 'Presentation: slides and notes', (page) => page.getByRole('dialog')),
  {
    name: 'a new segment',
    async open(at) {
      const { page } = at
      await page.keyboard.press('Escape')
      await openJourney(at, at.journeys.numbers, 'outline')
      await act(page, 'Show personas')
      await page
        .getByRole('region', { name: 'Personas', exact: true })
        .getByRole('button', { name: /^Dana/ })
        .first()
        .click()
      await page.getByRole('button', { name: 'New segment' }).click()
      await page.getByRole('button', { name: 'Add a condition' }).click()
      await page.getByRole('menuitem').first().click()
      return dialogOf(page, 'New segment')
    },
  },
]
