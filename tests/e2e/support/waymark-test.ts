import { type Browser, type BrowserContext, expect, type Page, test as base } from '@playwright/test'
import { startWaymark, type WaymarkProcess } from './waymark-process.ts'

/** Someone with a browser of their own: own cookies, own storage. */
export interface Person {
  readonly page: Page
  readonly context: BrowserContext
  /** What went wrong in the page: uncaught errors and error messages in its console. */
  readonly faults: string[]
}

interface Fixtures {
  /** The real program on a folder of its own, for one test. */
  readonly waymark: WaymarkProcess
  /** Signed in by the printed link, looking at the library. */
  readonly owner: Person
  /** Somebody who opens `path`; closed after the test. */
  readonly join: (path: string) => Promise<Person>
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures that are asked for from this pattern.
  waymark: async ({}, use) => {
    const waymark = await startWaymark()
    await use(waymark)
    await waymark.kill()
    await waymark.clean()
  },
  join: async ({ browser, waymark }, use) => {
    const people: Person[] = []
    await use(async (path) => {
      const person = await newPerson(browser)
      people.push(person)
      await openLink(person.page, new URL(path, waymark.url).href)
      return person
    })
    for (const { context } of people) await context.close()
    expect(people.flatMap((person) => person.faults)).toEqual([])
  },
  owner: async ({ waymark, join }, use) => use(await join(waymark.ownerLink)),
})

/** Goes to an address; when it is a share link, through the page that asks a guest for a name, unless the browser is known by one. */
export async function openLink(page: Page, address: string): Promise<void> {
  await page.goto(address)
  if (!new URL(page.url()).pathname.startsWith('/open/')) return
  const enter = page.getByRole('button', { name: 'Open the journey' })
  const isIn = (): boolean => !new URL(page.url()).pathname.startsWith('/open/')
  await expect.poll(async () => isIn() || (await enter.isVisible()), { timeout: 15_000 }).toBe(true)
  if (!isIn()) await enter.click()
  await page.waitForURL((url) => !url.pathname.startsWith('/open/'))
}

/** What a browser says by itself when the network is away or a door is closed; the tests cause both on purpose. */
const EXPECTED_FAULTS = /Failed to load resource|WebSocket connection to|net::ERR_/

async function newPerson(browser: Browser): Promise<Person> {
  const context = await browser.newContext({ acceptDownloads: true })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED_FAULTS.test(message.text())) faults.push(message.text())
  })
  return { page, context, faults }
}

/** Makes a journey from a template by hand, as a person would, and waits until it is open. */
export async function newJourney({ page }: Person, template: string, title?: string): Promise<void> {
  await page.getByRole('button', { name: 'New journey' }).first().click()
  await page.getByRole('radio', { name: template }).click()
  if (title !== undefined) await page.getByLabel('Title', { exact: true }).fill(title)
  await page.getByRole('button', { name: 'Create journey' }).click()
  const canvas = page.getByTestId('journey-canvas')
  const toCanvas = page.getByRole('radio', { name: 'Canvas' })
  await expect(canvas.or(toCanvas).first()).toBeVisible()
  // A phone begins with the outline.
  if (!(await canvas.isVisible())) await toCanvas.click()
  await expect(canvas).toBeVisible()
}
