import { expect, type Page } from '@playwright/test'

/** So many stops at most between two fields of one screen. */
const STOPS_MAX = 80

const WRITABLE = 'textarea:focus, input:focus, [contenteditable=true]:focus'

/** A person who has no pointer: everything by keys, and the focus read as a screen reader would. */
export const keyboardOf = (page: Page) => {
  const focused = (): Promise<string> => page.evaluate(nameOfFocused)
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  /** Waits until what has the focus is called so. */
  const at = (name: string | RegExp): Promise<void> =>
    typeof name === 'string' ? expect.poll(focused).toContain(name) : expect.poll(focused).toMatch(name)
  const tabTo = async (name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
    const passed: string[] = []
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      await press(key)
      const now = await focused()
      if (typeof name === 'string' ? now === name : name.test(now)) return
      passed.push(now)
    }
    throw new Error(`No stop is called ${name}. Passed: ${passed.join(' | ')}`)
  }
  return {
    focused,
    press,
    at,
    tabTo,
    /** Key by key into what has the focus. */
    type: async (text: string): Promise<void> => {
      await expect(page.locator(WRITABLE)).toHaveCount(1)
      await page.keyboard.type(text)
    },
    /** In one go, as from the clipboard; waits for the editor of a formatted text. */
    paste: async (text: string): Promise<void> => {
      await expect(page.locator(WRITABLE)).toHaveCount(1)
      await page.keyboard.insertText(text)
    },
    /** By the command palette: its name, then Enter. */
    run: async (action: string): Promise<void> => {
      await press('Control+k')
      await at('Search all actions')
      await page.keyboard.insertText(action)
      await expect(page.getByRole('option', { selected: true })).toContainText(action)
      await press('Enter')
      await expect(page.getByRole('dialog', { name: 'Search all actions' })).toHaveCount(0)
    },
  }
}

/** Runs in the page: the accessible name of the focused element, near enough. */
function nameOfFocused(): string {
  const element = document.activeElement
  if (element === null || element === document.body) return 'nothing'
  const labelledBy = element.getAttribute('aria-labelledby')
  const label =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLButtonElement
      ? element.labels?.[0]?.textContent
      : undefined
  const byId = labelledBy
    ?.split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
  return (byId || element.getAttribute('aria-label') || label || element.textContent || element.tagName).trim()
}
