import { expect } from '@playwright/test'
import { newJourney, test } from './support/waymark-test.ts'

test('formats a text, sees it on the card, and takes it back', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  await page.getByTestId('card').first().click()
  const details = page.getByRole('textbox', { name: 'Details' })
  await details.click()
  await expect(details).toHaveAttribute('contenteditable', 'true')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Very ')
  await page.keyboard.press('ControlOrMeta+b')
  await page.keyboard.type('important')
  await page.keyboard.press('ControlOrMeta+b')
  await page.keyboard.type(' page')
  await page.keyboard.press('Enter')
  await page.keyboard.type('- first')
  await page.keyboard.press('Enter')
  await page.keyboard.type('second')
  await expect(page.getByTestId('card').first().locator('li')).toHaveText(['first', 'second'])
  await expect(page.getByTestId('card').first().locator('strong')).toHaveText('important')
  // A link, by the keyboard.
  await page.keyboard.press('Shift+Home')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByLabel('Link to').fill('javascript:alert(1)')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Links may lead to web pages')).toBeVisible()
  await page.getByLabel('Link to').fill('example.com/help')
  await page.keyboard.press('Enter')
  const link = page.getByTestId('card').first().getByRole('link', { name: 'second' })
  await expect(link).toHaveAttribute('href', 'https://example.com/help')
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(link).toHaveCount(0)
  await expect(details).toContainText('second')
})

test('what is typed before the editor has come is in the text, and no key of the canvas', async ({ owner }) => {
  const { page } = owner
  let send = (): void => {}
  const whenSent = new Promise<void>((resolve) => {
    send = resolve
  })
  await page.route(/\/RichTextEditor-[^/]*\.js/, async (route) => {
    await whenSent
    await route.continue()
  })
  await newJourney(owner, 'Car repair: Sarah')
  const scenario = page.getByRole('textbox', { name: 'Scenario' })
  await scenario.focus()
  await page.keyboard.press('End')
  await page.keyboard.type('no more')
  await expect(page.getByTestId('tool-note')).toHaveAttribute('aria-pressed', 'false')
  send()
  await expect(scenario).toHaveAttribute('contenteditable', 'true')
  await page.keyboard.type(' of it')
  await expect(scenario).toContainText(/her first meeting\.no more of it$/)
})
